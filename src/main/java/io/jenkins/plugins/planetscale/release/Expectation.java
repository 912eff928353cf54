package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the gates have seen of a deploy request, and must still be so when it is deployed. Expects nothing at first. */
final class Expectation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private Instant target;
    private ArrayList<Change> changes;
    private transient String toRead;
    private transient boolean met;

    Expectation(String name) {
        this.name = name;
    }

    void target(Instant schemaLastUpdatedAt) {
        target = schemaLastUpdatedAt;
    }

    void changes(List<Change> value) {
        changes = new ArrayList<>(value);
    }

    /** Whether the target is to be read first; {@link #reading} is the exchange for it. */
    boolean wantsToRead(DeployRequest request) {
        if (target == null || met) {
            return false;
        }
        toRead = request.intoBranch();
        return true;
    }

    /** What was read is good for one attempt only. */
    void used() {
        met = false;
    }

    /** Null where there is nothing to read. */
    Exchange<?> reading(DatabaseRef database) {
        return toRead == null ? null : Exchange.of(BranchCalls.get(database, toRead), this::read);
    }

    private void read(Branch branch, Instant now) throws GateRefusedException {
        toRead = null;
        met = true;
        Instant changed = branch.schemaLastUpdatedAt();
        if (changed != null && changed.isAfter(target)) {
            throw new GateRefusedException(name + " was not deployed: the schema of \"" + branch.name()
                    + "\" was changed at " + Words.clock(changed)
                    + ", after the deploy request was checked, and it could"
                    + " take that change back. Refresh the branch and run planetscaleDeployRequest again.");
        }
    }

    /** What the branch's owner added, or somebody else has deployed, has passed no gate. */
    void refuseOtherChanges(DeployRequest request) throws GateRefusedException {
        if (changes != null && request.deployment() != null && !Change.same(changes, Change.of(request))) {
            throw new GateRefusedException(name + " no longer holds the statements that were checked: branch \""
                    + request.branch() + "\" was changed meanwhile. This step did not deploy it. Run"
                    + " planetscaleDeployRequest again, so that the gates see what has come in."
                    + DeployEnds.see(request));
        }
    }
}
