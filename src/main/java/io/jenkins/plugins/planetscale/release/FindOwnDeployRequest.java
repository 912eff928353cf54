package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.time.Instant;

/** Finds the deploy request that bears a marker, open or closed; results in 0 where there is none. */
final class FindOwnDeployRequest extends Operation<Integer> {
    private static final long serialVersionUID = 1L;

    private final DeployRequestSearch search;
    private Integer result;

    FindOwnDeployRequest(DatabaseRef database, String branch, String into, Marker marker) {
        this.search = new DeployRequestSearch(database, branch, into, marker).includingClosed();
    }

    @Override
    Exchange<?> step(Instant now) {
        return Exchange.of(search.call(), this::page);
    }

    private void page(Page<DeployRequest> page, Instant now) {
        if (search.take(page)) {
            result = search.own() == null ? 0 : search.own().number();
            end();
        }
    }

    @Override
    Subject subject() {
        return null;
    }

    @Override
    public Integer result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "looking for the deploy request that was being opened";
    }
}
