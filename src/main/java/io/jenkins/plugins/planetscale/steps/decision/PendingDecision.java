package io.jenkins.plugins.planetscale.steps.decision;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.decision.ExecuteDecision;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import io.jenkins.plugins.planetscale.steps.runtime.OperationSnapshot;
import java.io.IOException;
import java.io.Serializable;
import jenkins.model.Jenkins;

/**
 * A person's decision about a deploy request that no step drives, until it is carried out. Immutable, holds no secret;
 * written as XML, hence a class with plain fields.
 */
final class PendingDecision implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String run;
    private final String organization;
    private final String database;
    private final int number;
    private final String connection;
    private final String apiUrl;
    private final DecisionRecord decision;
    private final ReviewedChange checked;
    private final OperationSnapshot state;

    /** @param checked what the build's check saw; null for nothing */
    PendingDecision(
            String id,
            String run,
            DatabaseRef database,
            int number,
            String connection,
            String apiUrl,
            DecisionRecord decision,
            ReviewedChange checked) {
        this.id = id;
        this.run = run;
        this.organization = database.organization();
        this.database = database.database();
        this.number = number;
        this.connection = connection;
        this.apiUrl = apiUrl;
        this.decision = decision;
        this.checked = checked;
        this.state = null;
    }

    private PendingDecision(PendingDecision before, String run, OperationSnapshot state) {
        this.id = before.id;
        this.run = run;
        this.organization = before.organization;
        this.database = before.database;
        this.number = before.number;
        this.connection = before.connection;
        this.apiUrl = before.apiUrl;
        this.decision = before.decision;
        this.checked = before.checked;
        this.state = state;
    }

    /** The same, further on. */
    PendingDecision at(ExecuteDecision operation) {
        return new PendingDecision(this, run, OperationSnapshot.of(operation));
    }

    /** The same of a build that is now known by another id. */
    PendingDecision of(String otherRun) {
        return new PendingDecision(this, otherRun, state);
    }

    /** Goes on where it was written down, or begins. */
    ExecuteDecision operation() throws IOException, InvalidInputException {
        if (state != null) {
            return (ExecuteDecision) state.restore();
        }
        Marker marker = Marker.of(Jenkins.get().getLegacyInstanceId(), id, run.replace("#", " #"));
        return new ExecuteDecision(database(), number, decision.getKind().decision(), describe(), marker)
                .expect(checked);
    }

    private String describe() {
        return switch (decision.getKind()) {
                    case APPLY -> "The cutover was ordered ";
                    case REVERT -> "The revert was ordered ";
                    default -> "It was decided to keep the change, ";
                }
                + decision.describe() + ", on the page of the build."
                + decision.commentLine();
    }

    /** As the build notes it. */
    DecisionRecord entry() {
        return decision.begun(id, null);
    }

    DeployRequestRef deployRequest() {
        return new DeployRequestRef(apiUrl, database(), number);
    }

    String id() {
        return id;
    }

    /** {@link hudson.model.Run#getExternalizableId} of the build. */
    String run() {
        return run;
    }

    /** Full name of the build's job. */
    String job() {
        return run.substring(0, Math.max(0, run.lastIndexOf('#')));
    }

    DatabaseRef database() {
        return new DatabaseRef(organization, database);
    }

    int number() {
        return number;
    }

    String connection() {
        return connection;
    }

    /** Where the connection led when the build did its work. */
    String apiUrl() {
        return apiUrl;
    }

    /** In words, for logs and the admin page. */
    @Override
    public String toString() {
        return run + ", " + decision.getKind() + " " + deployRequest() + " for " + decision.getBy();
    }
}
