package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.steps.UserNames;
import java.util.Objects;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The cause of an interruption: a person refused to approve the change. */
public final class ApprovalRefused extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final String name;
    private final int deployRequest;
    private final String database;

    ApprovalRefused(ApprovalRequest approvalRequest) {
        this.user = approvalRequest.answer().getBy();
        this.name = UserNames.name(approvalRequest.answer().getBy());
        this.deployRequest = approvalRequest.getNumber();
        this.database = approvalRequest.getDatabase();
    }

    /** The id of the user. */
    @Whitelisted
    public String getUserId() {
        return user;
    }

    @Override
    public String getShortDescription() {
        return name + " refused the cutover of deploy request #" + deployRequest + " of " + database;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApprovalRefused refused
                && refused.user.equals(user)
                && refused.deployRequest == deployRequest
                && refused.database.equals(database);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, deployRequest, database);
    }
}
