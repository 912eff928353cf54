package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.request.DeployRequestSearch;
import io.jenkins.plugins.planetscale.release.request.NoChangeConfirmation;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes sure that there is exactly one open deploy request for two branches, also when an answer was lost: finds the
 * one that the step opened, by its marker; adopts another open one; or opens one. Results in a deploy request that is
 * not checked yet, or one without a number when PlanetScale opens none as there is no change.
 */
final class EnsureDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;
    private static final Duration LAG_PACE = Duration.ofSeconds(3);

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final Marker marker;
    private final String notes;
    private final boolean autoDeleteBranch;
    private DeployRequestSearch search;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient boolean create;
    private boolean refusedBefore;
    private final NoChangeConfirmation secondLook = new NoChangeConfirmation();
    private transient DeployRequest opened;
    private CheckedDeployRequest result;

    /** @param notes the author's; null for none, @param autoDeleteBranch of one that is opened */
    EnsureDeployRequest(
            DatabaseRef database, String branch, String into, Marker marker, String notes, boolean autoDeleteBranch) {
        this.database = database;
        this.branch = branch;
        this.into = into;
        this.marker = marker;
        this.notes = notes;
        this.autoDeleteBranch = autoDeleteBranch;
        search = newSearch();
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (create) {
            return create(now);
        }
        ApiRequest<?> refresh = secondLook.refreshing(database, branch);
        return refresh != null ? refresh : ApiRequest.of(search.call(), this::found);
    }

    private void found(Page<DeployRequest> page, Instant now) throws ReleaseException {
        if (!search.addPage(page)) {
            return;
        }
        DeployRequestSearch.Hit hit = search.hit();
        if (hit == null) {
            search = newSearch();
            if (attempts.isSettled(now)) {
                create = true; // should the decision be lost, the search begins anew
            } else {
                waitFor(LAG_PACE, now);
            }
            return;
        }
        if (!hit.isOwn()) {
            progress("Adopted deploy request #" + hit.number() + ", which is open from \"" + branch + "\" into \""
                    + into + "\" already.");
        }
        finish(new CheckedDeployRequest(hit.number(), null, hit.isOwn()));
    }

    private DeployRequestSearch newSearch() {
        DeployRequestSearch anew = new DeployRequestSearch(database, branch, into, marker);
        return attempts.mayHaveCreated() ? anew.includingClosed() : anew;
    }

    private ApiRequest<?> create(Instant sentAt) {
        create = false;
        attempts.sent(sentAt);
        search = newSearch();
        return ApiRequest.of(
                        DeployRequestCalls.create(database, branch, into, marker.notes(notes), false, autoDeleteBranch),
                        this::created)
                .notedIn(attempts)
                .on(RefusedException.class, this::createRefused);
    }

    private void created(DeployRequest created, Instant now) {
        if (created.number() < 1) {
            return; // made, but which one? the search finds it by its marker
        }
        progress("Opened deploy request #" + created.number() + " from \"" + branch + "\" into \"" + into + "\""
                + (created.htmlUrl() == null ? "." : ": " + created.htmlUrl()));
        opened = created;
        finish(new CheckedDeployRequest(created.number(), created.htmlUrl(), true));
    }

    /** Some versions of the API refuse an empty deploy request instead of opening it [F empty-refused]. */
    private void createRefused(PlanetScaleException error, Instant now) throws ReleaseException {
        String reason = ((RefusedException) error).reason().toLowerCase(Locale.ROOT);
        if (reason.contains("no schema changes") || reason.contains("no changes")) {
            refusedAsEmpty(now);
            return;
        }
        if (!attempts.mayHaveCreated() || refusedBefore) {
            throw new CallFailedException("", error);
        }
        refusedBefore = true; // perhaps because of the one that an earlier attempt has opened: look once more
    }

    private void refusedAsEmpty(Instant now) {
        if (secondLook.isFirst()) {
            progress("PlanetScale sees no change in \"" + branch
                    + "\". What a migration did can appear some seconds late," + " so the step tries again.");
        }
        if (!secondLook.believes(now)) {
            waitFor(NoChangeConfirmation.PACE, now);
            return;
        }
        progress("Branch \"" + branch + "\" brings no schema change into \"" + into
                + "\": no deploy request was opened.");
        CheckedDeployRequest none = new CheckedDeployRequest(0, null, false);
        none.outcome(Outcome.NO_CHANGES);
        finish(none);
    }

    private void finish(CheckedDeployRequest found) {
        result = found;
        end();
    }

    /** As PlanetScale showed it when it opened it just now; null where it did not, and after a restart. */
    DeployRequest opened() {
        return opened;
    }

    /** Whether one may exist although its number is not known yet. */
    boolean mayHaveOpened() {
        return attempts.mayHaveCreated();
    }

    /** It does not go on; a call may be under way. */
    void giveUp() {
        attempts.abandoned();
    }

    /** Whether nothing can come of a call under way any more. */
    boolean isSettled(Instant now) {
        return attempts.isSettled(now);
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "opening a deploy request from \"" + branch + "\" into \"" + into + "\"";
    }
}
