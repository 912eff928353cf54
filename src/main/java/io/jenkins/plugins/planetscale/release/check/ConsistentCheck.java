package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import java.time.Instant;

/**
 * Checks a deploy request whose number is known, and repeats the check while the target changes during it, a limited
 * number of times: so all that the gates saw is of one point in time.
 */
final class ConsistentCheck extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;

    private static final int CHECKS = 3;

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final CheckOptions setting;
    private CheckDeployRequest check;
    private int checks;
    private ConfirmCheck confirm;
    private Instant sourceReadAt;
    private boolean adopted;
    private boolean withNotes;
    private boolean autoDeleteBranch;
    private CheckedDeployRequest result;

    ConsistentCheck(
            DatabaseRef database, CheckedDeployRequest opened, String branch, String into, CheckOptions setting) {
        this.database = database;
        this.branch = branch;
        this.into = into;
        this.setting = setting;
        begin(opened);
    }

    /** Refuses one that was staged before the branch, which was read at that time, got its present schema. */
    void refuseOlder(Instant readAt) {
        sourceReadAt = readAt;
    }

    /** Says so where somebody else opened it with other notes than those, and lets PlanetScale delete the branch. */
    void adopted(boolean notes, boolean autoDelete) {
        adopted = true;
        withNotes = notes;
        autoDeleteBranch = autoDelete;
    }

    /** Looks at it as it was when it was opened just now. */
    void opened(DeployRequest request, Instant now) throws ReleaseException {
        check.check(request, now);
    }

    private void begin(CheckedDeployRequest unchecked) {
        unchecked.branches(branch, into);
        check = new CheckDeployRequest(database, unchecked, setting);
        checks++;
        confirm = null;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        return confirm == null ? check(now) : confirm(now);
    }

    private ApiRequest<?> check(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(check, now);
        if (check.ended()) {
            switch (check.result().outcome()) {
                case READY, STAGED -> confirm();
                default -> finish();
            }
        }
        return exchange;
    }

    private void confirm() {
        confirm = new ConfirmCheck(database, branch, into, check.result());
        if (sourceReadAt != null) {
            confirm.refuseOlder(sourceReadAt);
        }
        if (adopted && checks == 1) {
            confirm.adopted(withNotes);
        }
        if (adopted && autoDeleteBranch) {
            confirm.autoDelete(checks == CHECKS);
        }
    }

    private ApiRequest<?> confirm(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(confirm, now);
        if (confirm.ended()) {
            if (confirm.result() || checks == CHECKS) {
                finish();
            } else {
                CheckedDeployRequest before = check.checked();
                progress("The schema of \"" + into + "\" was changed while deploy request #" + before.number()
                        + " was checked: checking it again.");
                setting.targetChanged = confirm.targetChanged();
                begin(new CheckedDeployRequest(before.number(), before.url(), before.isOwn()));
            }
        }
        return exchange;
    }

    private void finish() {
        result = check.result();
        end();
    }

    /** What is checked, as far as it is. */
    CheckedDeployRequest checked() {
        return check.checked();
    }

    /** Whether diff and findings are there, good or bad. */
    boolean examined() {
        return check.examined();
    }

    /** How the deploy request stood when it was looked at last, as the beginning of a sentence. */
    String standing() {
        return check.standing();
    }

    @Override
    protected ResourceRef subject() {
        return check.subject();
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return check.status(now);
    }
}
