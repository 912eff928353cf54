package io.jenkins.plugins.planetscale.release.window;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.RevertOperation;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Assumptions;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.StaleReadFilter;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.tables.TableFingerprints;
import io.jenkins.plugins.planetscale.release.tables.TableReader;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies a revert by the target's schema: no table that the deploy request changed may look as it did before the
 * revert. Where the schema cannot be read, the revert goes on, and only its own errors count.
 */
final class RevertVerification implements Serializable {
    private static final long serialVersionUID = 1L;
    static final Duration PACE = Duration.ofSeconds(5);

    /** The schema that the API shows is a snapshot and comes after the revert. */
    private static final Duration LAG = Duration.ofMinutes(3);

    /** Null where they could not be read. */
    private TableFingerprints before;

    private boolean baselineTaken;
    private Instant seenLiveAt;
    private Instant revertedAt;
    private transient ArrayList<Change> changes;
    private transient TableReader reader;
    private transient List<String> unreverted;

    /**
     * When the schema can be read that has to be gone after a revert, as one that was changed a moment ago may show as it
     * was before; a revert waits for that. When it went live is told by PlanetScale's clock, and counts only where it is
     * long ago by any. Null for now.
     */
    Instant readableFrom(DeployRequest request, Instant now) {
        if (baselineTaken) {
            return null;
        }
        seenLiveAt = seenLiveAt == null || now.isBefore(seenLiveAt) ? now : seenLiveAt;
        Instant live = Deployments.appliedAt(request, now).plus(Assumptions.CLOCKS_APART);
        Instant since = live.isBefore(seenLiveAt) ? live : seenLiveAt;
        Instant from = since.plus(StaleReadFilter.LAG);
        return now.isBefore(from) ? from : null;
    }

    /** Whether the schema is to be read before the revert. */
    boolean wantsBaseline(DeployRequest request) {
        return !baselineTaken && wants(request);
    }

    private boolean wants(DeployRequest request) {
        changes = Change.of(request);
        reader = request.intoBranch() == null || changes.isEmpty()
                ? null
                : new TableReader(request.intoBranch(), changes);
        return reader != null;
    }

    /** The look that is wanted; null for none. */
    ApiRequest<?> exchange(DatabaseRef database) {
        return reader == null
                ? null
                : reader.next(database, this::read).on(PlanetScaleException.class, this::unreadable);
    }

    /** A table that is not shown was dropped: nothing can be told of it. */
    private void read(TableFingerprints found) {
        reader = null;
        if (!baselineTaken) {
            baselineTaken = true;
            before = found;
        } else {
            unreverted = changes.stream()
                    .filter(change -> before.isAsIn(found, change))
                    .map(Change::name)
                    .distinct()
                    .toList();
        }
    }

    private void unreadable(PlanetScaleException error, Instant now) {
        reader = null;
        if (baselineTaken) {
            unreverted = null; // tried again until the time is over
        }
        baselineTaken = true;
    }

    /** Whether the revert is proved as far as it can be; false to look again. */
    boolean proves(String name, DeployRequest request, Instant now) throws DeploymentFailedException {
        boolean errors = request.deployment() != null
                && request.deployment().deploymentRevertRequest() != null
                && request.deployment().deploymentRevertRequest().deployRevertOperations().stream()
                        .map(RevertOperation::revertErrors)
                        .anyMatch(text -> text != null && !text.isBlank());
        if (errors) {
            throw new DeploymentFailedException(name + " is reverted according to PlanetScale, but with errors"
                    + DeployFailures.reasons(request) + ". Check the schema of \"" + request.intoBranch() + "\" now."
                    + DeployFailures.seeUrl(request));
        }
        if (before == null || !before.showsSome() || (unreverted != null && unreverted.isEmpty())) {
            return true;
        }
        if (revertedAt == null) {
            revertedAt = now;
        } else if (!now.isBefore(revertedAt.plus(LAG))) {
            if (unreverted == null) {
                return true; // it cannot be read, which is no sign of a failure
            }
            throw new DeploymentFailedException(name + " is reverted according to PlanetScale, but "
                    + String.join(", ", unreverted) + " of \"" + request.intoBranch() + "\" still "
                    + (unreverted.size() == 1 ? "looks" : "look") + " as before. Check the schema now."
                    + DeployFailures.seeUrl(request));
        }
        return !wants(request);
    }
}
