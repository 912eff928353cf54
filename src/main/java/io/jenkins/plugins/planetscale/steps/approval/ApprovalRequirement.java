package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build's demand that a deploy request be approved: by whom, and whether that was refused. Immutable, holds no
 * secret; written as XML, hence a class with plain fields. Times in milliseconds of the epoch.
 */
@Restricted(NoExternalUse.class)
public final class ApprovalRequirement implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String apiUrl;
    private final String database;
    private final int number;
    private final ApprovalPolicy policy;
    private final long since;
    private final long at;
    private final DecisionRecord refusal;

    /**
     * @param since when the build asked
     * @param at when this is noted
     * @param answer null for none yet
     */
    ApprovalRequirement(
            DeployRequestRef deployRequest, ApprovalPolicy policy, long since, long at, DecisionRecord answer) {
        this.apiUrl = deployRequest.apiUrl();
        this.database = deployRequest.database();
        this.number = deployRequest.number();
        this.policy = policy;
        this.since = since;
        this.at = at;
        this.refusal = answer == null || answer.isApproval() ? null : answer;
    }

    DeployRequestRef deployRequest() {
        return new DeployRequestRef(apiUrl, database, number);
    }

    ApprovalPolicy policy() {
        return policy;
    }

    long since() {
        return since;
    }

    long at() {
        return at;
    }

    /** Null unless it was refused. */
    public DecisionRecord refusal() {
        return refusal;
    }
}
