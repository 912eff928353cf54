package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * When "no schema change" is believed. The API's view of a branch lags some seconds behind a migration [L late-schema]:
 * so the view is refreshed, and believed only {@value #SECONDS} seconds after the first poll.
 */
public final class NoChangeConfirmation implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SECONDS = 15;

    /** Between two polls. */
    public static final Duration PACE = Duration.ofSeconds(5);

    private Instant since;
    private boolean refreshed;

    /** Whether it is the first poll of a row. */
    public boolean isFirst() {
        return since == null;
    }

    /** Notes one more read that showed no change; returns whether that is believed. */
    public boolean believes(Instant now) {
        if (since == null || now.isBefore(since)) { // a clock that was set back begins anew
            since = now;
            refreshed = false;
        }
        return !now.isBefore(since.plusSeconds(SECONDS));
    }

    /** There is a change, after all. */
    public void reset() {
        since = null;
    }

    /** The call that brings PlanetScale's view of the branch up to date; null when it was made. */
    public ApiRequest<?> refreshing(DatabaseRef database, String branch) {
        if (since == null || refreshed || branch == null) {
            return null;
        }
        return ApiRequest.of(
                        BranchCalls.refreshSchema(database, branch), (Void nothing, Instant now) -> refreshed = true)
                .on(PlanetScaleException.class, (error, now) -> refreshed = true)
                .harmless();
    }
}
