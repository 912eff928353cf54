package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.tables.ReadTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Confirms, after the check of an {@link OpenDeployRequest}, that what was checked is current, and records how the
 * target's tables looked. Results in whether it is; false when the target changed during the check.
 */
final class ConfirmCheck extends Operation<Boolean> {
    private static final long serialVersionUID = 1L;

    /** What the source's schema shows may be some seconds old [L late-schema]. */
    private static final Duration SCHEMA_LAG = Duration.ofSeconds(10);

    private enum Phase {
        STAGED_SINCE,
        SOURCE_SINCE,
        TABLES,
        TARGET_SINCE,
        AUTO_DELETE
    }

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final CheckedDeployRequest checked;
    private Phase phase = Phase.TABLES;
    private boolean adopted;
    private boolean autoDelete;
    private boolean last;
    private Instant sourceReadAt;
    private Instant stagedSince;
    private ReadTables tables;
    private BestEffort reading;
    private Instant targetChanged;
    private Boolean result;

    ConfirmCheck(DatabaseRef database, String branch, String into, CheckedDeployRequest checked) {
        this.database = database;
        this.branch = branch;
        this.into = into;
        this.checked = checked;
    }

    /** Refuses one that was staged before the branch, which was read at that time, got its present schema. */
    ConfirmCheck refuseOlder(Instant readAt) {
        sourceReadAt = readAt;
        phase = Phase.STAGED_SINCE;
        return this;
    }

    /** Whoever opened it may have wanted other things than this build does. */
    void adopted(boolean withNotes) {
        if (withNotes) {
            progress("The notes of this build are not written into deploy request #" + checked.number()
                    + ": PlanetScale keeps those with which it was opened.");
        }
        adopted = true;
    }

    /**
     * Has PlanetScale delete the branch of an adopted one, as the last thing: not before it is sure that it is taken over,
     * as the branch would be deleted with what it holds besides.
     *
     * @param whatever whether the check counts also when the target was changed during it
     */
    void autoDelete(boolean whatever) {
        autoDelete = true;
        last = whatever;
    }

    /** When the target was changed last; once it is {@link #result}. */
    Instant targetChanged() {
        return targetChanged;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case AUTO_DELETE ->
                ApiRequest.of(DeployRequestCalls.autoDeleteBranch(database, checked.number(), true), this::autoDelete)
                        .on(RefusedException.class, this::noAutoDelete)
                        .on(NotFoundException.class, this::noAutoDelete);
            case STAGED_SINCE -> ApiRequest.of(DeployRequestCalls.get(database, checked.number()), this::stagedSince);
            case SOURCE_SINCE -> ApiRequest.of(BranchCalls.get(database, branch), this::sourceSince);
            case TABLES -> tables(now);
            case TARGET_SINCE -> ApiRequest.of(BranchCalls.get(database, into), this::targetSince);
        };
    }

    private void autoDelete(DeployRequest request, Instant now) {
        boolean set = request.deployment() != null && request.deployment().autoDeleteBranch();
        progress(
                set
                        ? "PlanetScale will delete branch \"" + branch + "\" when deploy request #" + checked.number()
                                + " is complete."
                        : "autoDeleteBranch has no effect: PlanetScale does not show it as set for deploy request #"
                                + checked.number() + ", which this build adopted. Delete branch \"" + branch
                                + "\" yourself.");
        end();
    }

    private void noAutoDelete(PlanetScaleException error, Instant now) {
        progress("autoDeleteBranch has no effect for deploy request #" + checked.number()
                + ", which this build adopted. " + error.getMessage());
        end();
    }

    /** One that is queued, staged or on its way there has the statements of its time, and no newer ones. */
    private void stagedSince(DeployRequest request, Instant now) throws GateRefusedException {
        boolean already = request.deployment() != null && request.deployment().autoDeleteBranch();
        if (adopted && !autoDelete && already) {
            progress(
                    "PlanetScale will delete branch \"" + branch + "\" when deploy request #" + checked.number()
                            + " is through, as whoever opened it wanted. Switch that off on its page if it is not what you want.");
        }
        phase = Phase.TABLES;
        switch (DeploymentState.of(request).stage()) {
            case RUNNING, STAGED -> {
                stagedSince = request.deployment() == null
                        ? null
                        : request.deployment().queuedAt();
                if (stagedSince == null) {
                    throw stale("PlanetScale does not say since when it is queued");
                }
                phase = Phase.SOURCE_SINCE;
                if (now.isBefore(sourceReadAt.plus(SCHEMA_LAG))) {
                    waitUntil(sourceReadAt.plus(SCHEMA_LAG));
                }
            }
            default -> {}
        }
    }

    private void sourceSince(Branch found, Instant now) throws GateRefusedException {
        Instant changed = found.schemaLastUpdatedAt();
        if (changed == null) {
            throw stale("PlanetScale does not say when branch \"" + branch + "\" was changed last");
        }
        if (changed.isAfter(stagedSince)) {
            throw stale("branch \"" + branch + "\" was changed at " + HumanFormat.clock(changed)
                    + ", after deploy request #" + checked.number() + " was staged at "
                    + HumanFormat.clock(stagedSince));
        }
        phase = Phase.TABLES;
    }

    private GateRefusedException stale(String why) {
        return new GateRefusedException("Deploy request #" + checked.number() + " of " + database
                + " was not adopted: " + why
                + ", so that it may lack what the branch holds now. It goes on as it was"
                + " staged. Cancel its deployment" + (checked.url() == null ? "" : " at " + checked.url())
                + " and run again, and a new one is opened; or apply it as it is with planetscaleApply deployRequest: "
                + checked.number() + ".");
    }

    /** Read after the statements that say which tables count. */
    private ApiRequest<?> tables(Instant now) throws ReleaseException {
        if (reading == null) {
            tables = new ReadTables(database, into, checked.changes());
            reading = new BestEffort(
                    tables,
                    "The tables of \"" + into + "\" cannot be read, so any change of its schema"
                            + " before the cutover makes this build refuse the cutover.");
        }
        ApiRequest<?> exchange = step(reading, now);
        if (reading.ended()) {
            phase = Phase.TARGET_SINCE;
        }
        return exchange;
    }

    /** What was read of the tables is what the gates saw only if nothing changed since they did. */
    private void targetSince(Branch found, Instant now) {
        targetChanged = found.schemaLastUpdatedAt();
        result = Objects.equals(targetChanged, checked.targetChanged());
        if (result) {
            checked.tables(tables.result());
        }
        if (autoDelete && (result || last)) {
            phase = Phase.AUTO_DELETE;
        } else {
            end();
        }
    }

    @Override
    public Boolean result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "deploy request #" + checked.number() + " is checked";
    }
}
