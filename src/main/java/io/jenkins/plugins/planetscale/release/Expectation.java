package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the gates, or the person who approves, have seen of a deploy request, and must still be so when it is deployed
 * and when it is cut over. Expects nothing at first.
 *
 * <p>The target is read before the deploy request is looked at, and judged after that look: so a cutover that comes in
 * between is not mistaken for somebody else's change.
 */
final class Expectation implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How old what was read may be. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final String name;
    private Instant target;
    private ArrayList<Change> changes;
    private boolean shown;
    private boolean told;
    private transient String toRead;
    private transient Branch read;
    private transient Instant readAt;

    Expectation(String name) {
        this.name = name;
    }

    void target(Instant schemaLastUpdatedAt) {
        target = schemaLastUpdatedAt;
    }

    void changes(List<Change> value) {
        changes = new ArrayList<>(value);
    }

    /** From now on it is what a person was shown; what the gates saw of the target before still counts. */
    void shown(SeenChange seen) {
        changes(seen.changes());
        shown = true;
        if (target == null) {
            target = seen.targetChanged();
        }
    }

    /**
     * Whether the target may be changed now. Where it is to be read first, {@link #reading} is the exchange for it, and
     * the question is to be asked again after the next look.
     */
    boolean isMet(DeployRequest request, Instant now, Consumer<String> say) throws GateRefusedException {
        if (target == null) {
            return true;
        }
        if (read == null || !now.isBefore(readAt.plus(FRESH))) {
            toRead = request.intoBranch();
            return false;
        }
        judge(request, read.schemaLastUpdatedAt(), say);
        return true;
    }

    /** A person must not believe in a comparison that is not made. */
    void sayWhereNothingIs(DeployRequest request, Consumer<String> say) {
        if (target == null && !told) {
            told = true;
            say.accept("The schema of \"" + request.intoBranch() + "\" is not compared with anything before " + name
                    + " changes it: this build knows of no check by planetscaleDeployRequest and of no approval that"
                    + " saw it.");
        }
    }

    private void judge(DeployRequest request, Instant changed, Consumer<String> say) throws GateRefusedException {
        String into = "\"" + request.intoBranch() + "\"";
        if (changed == null) {
            say.accept("PlanetScale does not say when the schema of " + into
                    + " was changed last: it is not compared with what was checked.");
        } else if (changed.isAfter(target)) {
            if (!whileQueued(request.deployment(), changed)) {
                throw changedMeanwhile(request, into, changed);
            }
            say.accept("The schema of " + into + " was changed at " + Words.clock(changed) + ", while " + name
                    + " waited in the deploy queue.");
            target = changed;
        }
    }

    /** What was queued before it may change the target: PlanetScale has it in its sight when it deploys ours. */
    private static boolean whileQueued(Deployment deployment, Instant changed) {
        return deployment != null
                && deployment.queuedAt() != null
                && deployment.submittedAt() != null
                && !changed.isBefore(deployment.queuedAt())
                && !changed.isAfter(deployment.submittedAt());
    }

    private GateRefusedException changedMeanwhile(DeployRequest request, String into, Instant changed) {
        boolean staged = isStaged(request);
        return new GateRefusedException(name + (staged ? " was not cut over" : " was not deployed") + ": the schema of "
                + into + " was changed at " + Words.clock(changed) + ", after the deploy request was "
                + (shown ? "shown for approval" : "checked") + ", and it could take that change back."
                + (staged ? " It is still staged: cancel it, then refresh" : " Refresh")
                + " the branch and run planetscaleDeployRequest again." + (staged ? DeployEnds.see(request) : ""));
    }

    private static boolean isStaged(DeployRequest request) {
        return DeploymentState.of(request).stage() == DeploymentState.Stage.STAGED;
    }

    /** Null where there is nothing to read. */
    Exchange<?> reading(DatabaseRef database) {
        return toRead == null ? null : Exchange.of(BranchCalls.get(database, toRead), this::read);
    }

    private void read(Branch branch, Instant now) {
        toRead = null;
        read = branch;
        readAt = now;
    }

    /** What was read is good for one look only. */
    void used() {
        read = null;
    }

    /** What the branch's owner added, or somebody else has deployed, has passed no gate. */
    void refuseOtherChanges(DeployRequest request) throws GateRefusedException {
        if (changes != null && request.deployment() != null && !Change.same(changes, Change.of(request))) {
            throw new GateRefusedException(name + " no longer holds the statements that were "
                    + (shown ? "shown for approval" : "checked") + ": branch \"" + request.branch()
                    + "\" was changed meanwhile. "
                    + (isStaged(request)
                            ? "It is staged and was not cut over: cancel it, then run"
                            : "This step did not deploy it. Run")
                    + " planetscaleDeployRequest again, so that the gates see what has come in."
                    + DeployEnds.see(request));
        }
    }
}
