package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import java.time.Duration;
import java.util.Objects;

/** Finds a deploy request if only its branch is known, and brings it live. */
public final class ApplyChange extends Composite<DeployResult> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private final FindDeployRequest find;
    private InstantDdl instant = InstantDdl.NEVER;
    private boolean approvalNeeded;
    private boolean waitForReview;
    private Duration forceCutoverAfter;
    private DeployResult result;

    private ApplyChange(DatabaseRef database, int number, FindDeployRequest find) {
        this.database = Objects.requireNonNull(database);
        this.number = number;
        this.find = find;
    }

    public static ApplyChange of(DatabaseRef database, int number) throws InvalidInputException {
        Deploy.apply(database, number); // refuses a number that cannot be one
        return new ApplyChange(database, number, null);
    }

    /** @param into the target, or null for any */
    public static ApplyChange ofBranch(DatabaseRef database, String branch, String into) throws InvalidInputException {
        return new ApplyChange(database, 0, new FindDeployRequest(database, branch, into));
    }

    /** See {@link Deploy#instant}. */
    public ApplyChange instant(InstantDdl mode) {
        instant = Objects.requireNonNull(mode);
        return this;
    }

    /** See {@link Deploy#approvalNeeded}. */
    public ApplyChange approvalNeeded() {
        approvalNeeded = true;
        return this;
    }

    /** See {@link Deploy#waitForReview}. */
    public ApplyChange waitForReview(boolean value) {
        waitForReview = value;
        return this;
    }

    /** See {@link Deploy#forceCutoverAfter}. */
    public ApplyChange forceCutoverAfter(Duration duration) {
        forceCutoverAfter = duration;
        return this;
    }

    /** Lets the cutover happen; has no effect unless {@link #awaitsApproval}. */
    public void approve(String who) {
        if (awaitsApproval() && part() instanceof Deploy deploy) {
            deploy.approve(who);
            wake();
        }
    }

    /** Whether it stands at the gate and waits for {@link #approve}. */
    public boolean awaitsApproval() {
        return part() instanceof Deploy deploy && deploy.awaitsApproval();
    }

    /** The number as soon as it is known, else 0. */
    public int deployRequest() {
        return part() instanceof Deploy deploy ? deploy.number() : number;
    }

    @Override
    Operation<?> first() throws ReleaseException {
        return find != null ? find : deploy(number);
    }

    @Override
    Operation<?> after(Operation<?> done) throws ReleaseException {
        if (done instanceof FindDeployRequest found) {
            return deploy(found.result());
        }
        result = ((Deploy) done).result();
        return null;
    }

    private Deploy deploy(int found) throws InvalidInputException {
        Deploy deploy = Deploy.apply(database, found).instant(instant).forceCutoverAfter(forceCutoverAfter);
        if (approvalNeeded) {
            deploy.approvalNeeded();
        }
        return waitForReview ? deploy.waitForReview() : deploy;
    }

    @Override
    public DeployResult result() {
        return result;
    }
}
