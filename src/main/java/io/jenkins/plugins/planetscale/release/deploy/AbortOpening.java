package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.request.DeployRequestSearch;
import java.time.Duration;
import java.time.Instant;

/**
 * {@link AbortDeployRequest} for an {@link OpenDeployRequest} that was stopped, perhaps before it knew the number:
 * finds the deploy request that it opened by its marker, also when the call was still under way. One that it only
 * adopted is left alone.
 */
final class AbortOpening extends Operation<String> {
    private static final long serialVersionUID = 1L;
    private static final Duration PACE = Duration.ofSeconds(10);

    private final OpenDeployRequest opened;
    private final AbortDeployRequest.AbortPolicy policy;
    private DeployRequestSearch search;
    private AbortDeployRequest abandon;
    private String result;

    AbortOpening(OpenDeployRequest opened, AbortDeployRequest.AbortPolicy policy) throws InvalidInputException {
        this.opened = opened;
        opened.giveUp();
        this.policy = policy;
        this.search = opened.searchForOwn();
        if (opened.openedNumber() > 0) {
            begin(opened.openedNumber(), opened.isOwn());
        }
    }

    private void begin(int number, boolean ours) throws InvalidInputException {
        abandon =
                new AbortDeployRequest(opened.database(), number, ours ? policy : AbortDeployRequest.AbortPolicy.LEAVE);
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (abandon != null) {
            ApiRequest<?> exchange = step(abandon, now);
            if (abandon.ended()) {
                finish(abandon.result());
            }
            return exchange;
        }
        if (!opened.mayHaveOpened()) {
            finish("No deploy request was opened.");
            return null;
        }
        return ApiRequest.of(search.call(), this::found);
    }

    private void found(Page<DeployRequest> page, Instant now) throws ReleaseException {
        if (!search.addPage(page)) {
            return;
        }
        Integer number = search.own();
        search = opened.searchForOwn();
        if (number != null) {
            begin(number, true);
        } else if (opened.settled(now)) {
            finish("No deploy request of this build was found.");
        } else {
            waitFor(PACE, now);
        }
    }

    private void finish(String sentence) {
        result = sentence;
        end();
    }

    @Override
    protected ResourceRef subject() {
        return abandon == null ? null : abandon.subject();
    }

    @Override
    public String result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return abandon == null ? "looking for a deploy request that this build may have opened" : abandon.status(now);
    }
}
