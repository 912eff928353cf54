package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * That a build asked for the approval of a deploy request, whom it named, and whether that was refused. Immutable, holds
 * no secret, and is written as XML: hence plain fields. Times in milliseconds of the epoch.
 */
@Restricted(NoExternalUse.class)
public final class ApprovalRequirement implements ApprovalPolicy, Serializable {
    private static final long serialVersionUID = 1L;

    private final String apiUrl;
    private final String database;
    private final int number;
    private final ArrayList<String> submitters;
    private final boolean notStarter;
    private final boolean starterRequired;
    private final ArrayList<String> starters;
    private final long since;
    private final long at;
    private final ApprovalRequest.Answer refusal;

    /**
     * @param apiUrl null for unknown
     * @param since when the build asked
     * @param at when this is noted
     * @param answer null for none yet
     */
    ApprovalRequirement(String apiUrl, ApprovalPolicy terms, long since, long at, ApprovalRequest.Answer answer) {
        this.apiUrl = apiUrl;
        this.database = terms.getDatabase();
        this.number = terms.getNumber();
        this.submitters = new ArrayList<>(terms.getSubmitters());
        this.notStarter = terms.isNotStarter();
        this.starterRequired = terms.isStarterRequired();
        this.starters = new ArrayList<>(terms.getStarters());
        this.since = since;
        this.at = at;
        this.refusal = answer == null || answer.approved() ? null : answer;
    }

    DeployRequestRef deployRequest() {
        return new DeployRequestRef(apiUrl, database, number);
    }

    long since() {
        return since;
    }

    long at() {
        return at;
    }

    /** Null unless it was refused. */
    public ApprovalRequest.Answer refusal() {
        return refusal;
    }

    @Override
    public int getNumber() {
        return number;
    }

    @Override
    public String getDatabase() {
        return database;
    }

    @Override
    public List<String> getSubmitters() {
        return List.copyOf(submitters);
    }

    @Override
    public boolean isNotStarter() {
        return notStarter;
    }

    @Override
    public boolean isStarterRequired() {
        return starterRequired;
    }

    @Override
    public List<String> getStarters() {
        return List.copyOf(starters);
    }

    @Override
    public String asker() {
        return "the build that asked for the approval";
    }
}
