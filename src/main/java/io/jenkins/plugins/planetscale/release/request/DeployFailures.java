package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.OperationSummary;
import io.jenkins.plugins.planetscale.client.model.RevertOperation;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.LintFinding;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** The exceptions and messages for deploy requests that ended in another way than the operation wanted. */
public final class DeployFailures {
    private static final String FREE_QUEUE = " It blocks the deploy queue of \"%s\": find out why, then free the queue"
            + " with \"Unblock deploy queue\" at %s (API: complete-deploy).";

    private static final int MOST_REASONS = 20;

    private DeployFailures() {}

    public static ReleaseException terminalFailure(String name, DeployRequest request, DeploymentState state) {
        String at = seeUrl(request);
        return switch (state.stage()) {
            case CANCELLED, CANCELLING ->
                new DeploymentCancelledException(name + " was cancelled before its cutover; \"" + request.intoBranch()
                        + "\" has its old schema. Deploy again with a new deploy request." + at);
            case REVERTED, REVERTING ->
                new DeploymentCancelledException(
                        name + " was reverted; \"" + request.intoBranch() + "\" has its old schema again." + at);
            case FAILED ->
                new DeploymentFailedException(name + " failed while it was deployed" + reasons(request) + "."
                        + String.format(FREE_QUEUE, request.intoBranch(), page(request)));
            case REVERT_FAILED ->
                new DeploymentFailedException(name + " could not be reverted completely" + reasons(request)
                        + ". Check the schema of \"" + request.intoBranch() + "\" now."
                        + String.format(FREE_QUEUE, request.intoBranch(), page(request)));
            case CHECK_FAILED ->
                new DeploymentFailedException(name + " failed PlanetScale's deploy check" + reasons(request)
                        + ". Correct the branch \"" + request.branch() + "\" and run again." + at);
            default -> closed(name, request, state);
        };
    }

    /** For one that was closed without being through. */
    public static DeploymentCancelledException closed(String name, DeployRequest request, DeploymentState state) {
        String was = state == DeploymentState.UNKNOWN
                ? "in the state \"" + DeploymentState.nameOf(request) + "\""
                : state.describe();
        return new DeploymentCancelledException(name + " was closed by somebody else while it was " + was
                + ". Open a new one with planetscaleDeployRequest." + seeUrl(request));
    }

    /**
     * For one that was queued and is not any more, although it is still open: nothing is put back silently.
     *
     * @param other what is other in it than what was seen, as sentences; null for nothing
     * @param checkedAgain how often it was checked and queued again before
     */
    public static DeploymentCancelledException takenOut(
            String name, DeployRequest request, String other, int checkedAgain) {
        return new DeploymentCancelledException(describeRemoval(name, request) + " It is not put back"
                + (checkedAgain == 0
                        ? "."
                        : ": it was checked and queued again " + checkedAgain + " times before. Find out who takes it"
                                + " out.")
                + (other == null ? "" : " " + other)
                + " Run planetscaleDeployRequest again, so that the gates see what it holds now"
                + (checkedAgain == 0 ? "; ifTakenOutOfQueue: 'checkAgain' does so by itself." : ".") + seeUrl(request));
    }

    public static String describeRemoval(String name, DeployRequest request) {
        return name + " was taken out of the deploy queue: by a person, or by PlanetScale because the schema of branch"
                + " \"" + request.branch() + "\" was changed. Nothing was deployed.";
    }

    /** For one that is live although this build has not let it. */
    public static GateRefusedException liveInSpiteOfGate(String name, DeployRequest request) {
        Instant end = Deployments.windowEnd(request);
        return new GateRefusedException(name + " is live although this build holds its gate: somebody else cut it over"
                + (end == null ? "." : "; it can be reverted until " + HumanFormat.clock(end) + ".")
                + " Check that this is what you want, or use planetscaleRevert deployRequest: " + request.number()
                + ".");
    }

    /** Where to look at it, as a sentence after a space; empty where PlanetScale does not say. */
    public static String seeUrl(DeployRequest request) {
        return request.htmlUrl() == null ? "" : " See " + request.htmlUrl() + ".";
    }

    private static String page(DeployRequest request) {
        return request.htmlUrl() == null ? "the deploy request's page" : request.htmlUrl();
    }

    /** What PlanetScale gives as reasons, each once; of many only the first, as nobody reads thousands. */
    public static String reasons(DeployRequest request) {
        Reasons reasons = new Reasons();
        TableNames names = TableNames.of(request);
        if (request.deployment() != null) {
            reasons.add(request.deployment().deployCheckErrors());
            request.deployment().lintErrors().forEach(lint -> reasons.add(LintFinding.describe(lint, names)));
            for (DeployOperation operation : request.deployment().deployOperations()) {
                if (operation.deployErrors() != null
                        && !operation.deployErrors().isBlank()) {
                    reasons.add("table " + names.of(operation.keyspaceName(), operation.tableName()) + ": "
                            + operation.deployErrors()
                            + (operation.deployErrorDocsUrl() == null
                                    ? ""
                                    : " (" + operation.deployErrorDocsUrl() + ")"));
                }
            }
            for (OperationSummary operation : request.deployment().deployOperationSummaries()) {
                if (reasons.isEmpty()
                        && operation.deployErrors() != null
                        && !operation.deployErrors().isBlank()) {
                    reasons.add("table " + names.of(operation.keyspaceName(), operation.tableName()) + ": "
                            + operation.deployErrors());
                }
            }
            if (request.deployment().deploymentRevertRequest() != null) {
                for (RevertOperation operation :
                        request.deployment().deploymentRevertRequest().deployRevertOperations()) {
                    if (operation.revertErrors() != null
                            && !operation.revertErrors().isBlank()) {
                        reasons.add(
                                operation.tableName() == null
                                        ? operation.revertErrors()
                                        : "table " + names.of(operation.keyspaceName(), operation.tableName()) + ": "
                                                + operation.revertErrors());
                    }
                }
            }
        }
        return reasons.toString();
    }

    /** The first few reasons, and how many there are. */
    private static final class Reasons {
        private final Set<String> first = new LinkedHashSet<>();
        private int more;

        void add(String reason) {
            // it becomes part of a sentence of ours
            String part = reason == null ? "" : withoutPeriod(reason.strip());
            if (part.isEmpty() || first.contains(part)) {
                return;
            }
            if (first.size() < MOST_REASONS) {
                first.add(part);
            } else {
                more++;
            }
        }

        boolean isEmpty() {
            return first.isEmpty();
        }

        private static String withoutPeriod(String text) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '.') {
                end--;
            }
            return text.substring(0, end);
        }

        /** For the end of a sentence; empty for none. */
        @Override
        public String toString() {
            return isEmpty()
                    ? ""
                    : ": " + String.join("; ", first)
                            + (more == 0 ? "" : "; and " + more + " more, which the deploy request's page shows");
        }
    }
}
