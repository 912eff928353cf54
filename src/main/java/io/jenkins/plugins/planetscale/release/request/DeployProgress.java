package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.StatementRows;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The progress lines of a deployment: when something changes, and every five minutes when nothing does. */
public final class DeployProgress implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);
    private static final int TABLES = 10;

    private final int number;
    private String reported;
    private Instant toldAt;
    private boolean expiring;
    private boolean paused;
    private final ArrayList<String> failures = new ArrayList<>();

    public DeployProgress(int number) {
        this.number = number;
    }

    public List<String> lines(DeployRequest request, DeploymentState state, Instant now) {
        List<String> lines = new ArrayList<>();
        String key = describe(request, state) + queue(request, state);
        if (!key.equals(reported)) {
            lines.add("Deploy request #" + number + " is " + describe(request, state) + queue(request, state)
                    + figures(request, state, now) + ".");
            reported = key;
            toldAt = now;
        } else if (hasHeartbeat(state) && !now.isBefore(toldAt.plus(HEARTBEAT))) {
            lines.add("Deploy request #" + number + " is still " + describe(request, state) + queue(request, state)
                    + figures(request, state, now) + ".");
            toldAt = now;
        }
        warn(request, lines);
        return lines;
    }

    /** Besides what goes on by itself, the revert window, whose end comes nearer. */
    private static boolean hasHeartbeat(DeploymentState state) {
        return state.isTransient() || state == DeploymentState.COMPLETE_PENDING_REVERT;
    }

    private void warn(DeployRequest request, List<String> lines) {
        Deployment deployment = request.deployment();
        if (deployment == null) {
            return;
        }
        if (deployment.cutoverExpiring() && !expiring) {
            lines.add("The cutover of deploy request #" + number + " expires soon: cut over now, or the copied rows are"
                    + " thrown away.");
        }
        expiring = deployment.cutoverExpiring();
        if (deployment.queuePaused() && !paused) {
            String reason = deployment.queuePauseReason();
            lines.add("The deploy queue is paused"
                    + (reason == null || reason.isBlank()
                            ? ""
                            : ": " + reason.strip().replaceAll("\\.+$", "")) + ".");
        }
        paused = deployment.queuePaused();
        boolean running = DeploymentState.of(request).stage() == DeploymentState.Stage.RUNNING;
        failedTables(deployment, TableNames.of(request), running, lines);
    }

    /** A table whose copy failed while the deployment still goes on: PlanetScale waits for somebody to try again. */
    private void failedTables(Deployment deployment, TableNames names, boolean running, List<String> lines) {
        List<String> failed = new ArrayList<>();
        for (StatementRows operation : running ? StatementRows.of(deployment) : List.<StatementRows>of()) {
            if ("error".equals(operation.state())) {
                DeployOperation first = operation.first();
                failed.add(failureLine(names.of(first.keyspaceName(), first.tableName()), operation.error()));
            }
        }
        if (running && deployment.deployOperations().isEmpty()) { // it can be empty beside filled summaries
            deployment.deployOperationSummaries().stream()
                    .filter(summary -> "error".equals(summary.state()))
                    .map(summary ->
                            failureLine(names.of(summary.keyspaceName(), summary.tableName()), summary.deployErrors()))
                    .forEach(failed::add);
        }
        failed.stream().distinct().filter(line -> !failures.contains(line)).forEach(lines::add);
        failures.clear();
        failures.addAll(failed); // one that is tried again can fail again
    }

    private String failureLine(String table, String error) {
        String why = error == null ? "" : error.strip().replaceAll("\\.+$", "");
        return "Table " + table + " of deploy request #" + number + " failed" + (why.isEmpty() ? "" : ": " + why)
                + ". The deployment is still in progress: try it again with `pscale deploy-request retry`, or cancel it on"
                + " the deploy request's page.";
    }

    private static String describe(DeployRequest request, DeploymentState state) {
        return state == DeploymentState.UNKNOWN
                ? "in the state \"" + DeploymentState.nameOf(request) + "\", which this plugin does not know"
                : state.describe();
    }

    private static String queue(DeployRequest request, DeploymentState state) {
        if (state != DeploymentState.QUEUED || request.deployment() == null) {
            return "";
        }
        int ahead = request.deployment().precedingDeployments().size();
        if (ahead == 0) {
            return ", next in the queue";
        }
        String who = request.deployment().precedingDeployments().stream()
                .filter(before -> before.deployRequestNumber() != null)
                .map(before -> "#" + before.deployRequestNumber())
                .collect(Collectors.joining(", "));
        return ", behind " + HumanFormat.count(ahead, "deployment") + (who.isEmpty() ? "" : " (" + who + ")");
    }

    private static String figures(DeployRequest request, DeploymentState state, Instant now) {
        if (state == DeploymentState.COMPLETE_PENDING_REVERT) {
            Instant end = Deployments.windowEnd(request);
            return end == null
                    ? ""
                    : " until " + HumanFormat.clock(end) + " (" + HumanFormat.time(Duration.between(now, end))
                            + " left)";
        }
        if (state != DeploymentState.IN_PROGRESS || request.deployment() == null) {
            return "";
        }
        List<StatementRows> operations = StatementRows.of(request.deployment());
        TableNames names = TableNames.of(request);
        String tables = operations.stream()
                .limit(TABLES)
                .map(operation -> table(operation, names))
                .collect(Collectors.joining(", "));
        int more = operations.size() - TABLES;
        return tables.isEmpty() ? "" : ": " + tables + (more > 0 ? " and " + more + " more" : "");
    }

    private static String table(StatementRows operation, TableNames names) {
        DeployOperation first = operation.first();
        StringBuilder text = new StringBuilder(
                first.tableName() == null ? "a table" : names.of(first.keyspaceName(), first.tableName()));
        Double percent = operation.percent();
        Double eta = operation.etaSeconds();
        if (percent != null) {
            text.append(' ').append(Math.round(percent)).append(" %");
        }
        if (eta != null && eta > 0) {
            text.append(" (about ")
                    .append(HumanFormat.time(Duration.ofSeconds(eta.longValue())))
                    .append(" left)");
        }
        return text.toString();
    }
}
