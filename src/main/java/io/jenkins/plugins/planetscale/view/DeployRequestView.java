package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A deploy request as the build page shows it. Data only. */
public final class DeployRequestView {
    /**
     * The data to show; {@code progress} is null when none was seen. When {@code approvalRequest} is the id of an approval
     * request, diffs, changes and findings are those of that request.
     */
    record Data(
            String name,
            RecordedOutcome outcome,
            Progress progress,
            String approvalRequest,
            List<Change> changes,
            Map<String, String> diffs,
            List<GateFinding> found,
            List<String> findings,
            List<DecisionView> decisions,
            boolean live) {
        /** Of a deploy request as it was seen. */
        static Data of(
                String name,
                RecordedOutcome outcome,
                Progress progress,
                Map<String, String> diffs,
                List<GateFinding> found,
                List<String> findings,
                List<DecisionView> decisions,
                boolean live) {
            List<Change> changes = progress == null ? List.of() : progress.changes();
            return new Data(name, outcome, progress, null, changes, diffs, found, findings, decisions, live);
        }

        /** The same with the change that somebody is asked to approve, or has approved. */
        Data offered(ApprovalRequest by) {
            boolean same = findings.equals(by.getFindings());
            return new Data(
                    name,
                    outcome,
                    progress,
                    by.getId(),
                    by.getChanges(),
                    by.getDiff(),
                    same ? found : List.of(),
                    by.getFindings(),
                    decisions,
                    live);
        }
    }

    private final Data data;
    private final List<TableView> tables;
    private final List<FindingView> findings;

    DeployRequestView(Data data) {
        this.data = data;
        this.tables =
                TableView.of(data.changes, data.progress == null ? List.of() : data.progress.tables(), data.diffs);
        this.findings =
                FindingView.of(data.found, data.findings, data.progress == null ? List.of() : data.progress.lint());
    }

    /** Makes the diffs; costs more than all the rest. */
    DeployRequestView draw() {
        TableView.draw(tables, diffHtml());
        return this;
    }

    static DiffHtml diffHtml() {
        return new DiffHtml(ViewMessages.of("Diff.added"), ViewMessages.of("Diff.removed"));
    }

    /** {@code staged, ready to cut over}; the outcome where nothing else is known. */
    public String getState() {
        if (data.progress == null) {
            return data.outcome == null ? ViewMessages.of("State.none") : EntryView.outcome(data.outcome);
        }
        if (isRefused()) {
            return ViewMessages.of("State.refused");
        }
        DeploymentState state = data.progress.state();
        return state == DeploymentState.UNKNOWN
                ? ViewMessages.of("State.UNKNOWN", data.progress.stateName())
                : ViewMessages.of("State." + state);
    }

    /** PlanetScale would deploy it, but the build did not: one of its gates found an error. */
    private boolean isRefused() {
        return data.progress.state() == DeploymentState.READY
                && data.found.stream().anyMatch(finding -> finding.level() == Gate.Level.ERROR);
    }

    /** A sentence for those who hear the page. */
    public String getSentence() {
        return ViewMessages.of("DeployRequest.is", data.name, getState());
    }

    /** {@code good}, {@code bad}, {@code wait} for a person, {@code busy} or {@code plain}. */
    public String getMood() {
        if (data.progress == null) {
            return "plain";
        }
        if (isRefused()) {
            return "bad";
        }
        return switch (data.progress.state().stage()) {
            case FINAL, REVERTABLE -> "good";
            case CHECK_FAILED, FAILED, REVERT_FAILED, REVERTED, CANCELLED -> "bad";
            case STAGED -> "wait";
            case CHECKING, RUNNING, CUTTING_OVER, CANCELLING, REVERTING, UNKNOWN -> "busy";
            case READY, NO_CHANGES -> "plain";
        };
    }

    public List<StepView> getSteps() {
        return data.progress == null ? List.of() : StepView.of(data.progress);
    }

    /** The branch with the change; null for unknown. */
    public String getBranch() {
        return data.progress == null ? null : data.progress.branch();
    }

    public String getInto() {
        return data.progress == null ? null : data.progress.into();
    }

    /** When it was last looked at; null for never. */
    public String getSeen() {
        return data.progress == null ? null : ViewMessages.time(data.progress.seenAt());
    }

    /** Whether a step of the build that still runs goes on looking at it. */
    public boolean isLive() {
        return data.live && data.progress != null;
    }

    /** The place in the queue; null when it is not queued. */
    public String getQueue() {
        Progress progress = data.progress;
        if (progress == null || progress.state() != DeploymentState.QUEUED) {
            return null;
        }
        List<Integer> ahead = progress.ahead();
        String who = ahead.stream()
                .filter(number -> number != null)
                .map(number -> "#" + number)
                .collect(Collectors.joining(", "));
        return ahead.isEmpty()
                ? ViewMessages.of("Queue.next")
                : ViewMessages.of(who.isEmpty() ? "Queue.place" : "Queue.behind", ahead.size() + 1, who);
    }

    /** What a person should know of its state, a sentence each. */
    public List<String> getNotes() {
        List<String> notes = new ArrayList<>();
        if (data.progress == null) {
            return notes;
        }
        if (data.progress.queuePause() != null) {
            notes.add(ViewMessages.of(
                    data.progress.queuePause().isEmpty() ? "Note.paused" : "Note.pausedBecause",
                    data.progress.queuePause()));
        }
        if (data.progress.cutoverExpiring()) {
            notes.add(ViewMessages.of("Note.expiring"));
        }
        if (data.progress.lockedTable() != null) {
            notes.add(ViewMessages.of("Note.locked", data.progress.lockedTable()));
        }
        String errors = data.progress.checkErrors();
        if (errors != null && !errors.isBlank() && findings.isEmpty()) {
            notes.add(errors);
        }
        return notes;
    }

    /** The end of the open revert window in milliseconds of the epoch; 0 when none is open. */
    public long getRevertUntil() {
        return data.progress != null && data.progress.revertable() ? data.progress.revertUntil() : 0;
    }

    public String getRevertUntilText() {
        return ViewMessages.time(getRevertUntil());
    }

    /** {@code 29 min 3 s left}, or that it is over. */
    public String revertLeft(long now) {
        long left = getRevertUntil() - now;
        return left > 0 ? ViewMessages.of("Revert.left", ViewMessages.span(left)) : ViewMessages.of("Revert.over");
    }

    /** Dangers of the whole. */
    public List<BadgeView> getBadges() {
        return data.progress != null && data.progress.instant() ? List.of(BadgeView.notRevertable()) : List.of();
    }

    public List<TableView> getTables() {
        return tables;
    }

    /** Whether rows are copied, so that bars say something. */
    public boolean isCopying() {
        return data.progress != null
                && switch (data.progress.state()) {
                    case IN_PROGRESS, IN_PROGRESS_VSCHEMA, PENDING_CUTOVER, IN_PROGRESS_CUTOVER -> true;
                    case IN_PROGRESS_CANCEL, COMPLETE_ERROR -> true;
                    default -> false;
                };
    }

    /** The bars in the order of the page, shards after their table; empty when none are shown. */
    List<BarView> bars() {
        List<BarView> bars = new ArrayList<>();
        if (isCopying()) {
            for (TableView table : tables) {
                for (BarView bar : table.getBars()) {
                    bars.add(bar);
                    bars.addAll(bar.getShards());
                }
            }
        }
        return bars;
    }

    /** Whether it shows the change of an approval, which it is asked for or was given for. */
    public boolean isOffered() {
        return data.approvalRequest != null;
    }

    /** Whether PlanetScale showed no diff of it. */
    public boolean isWithoutDiff() {
        return data.diffs.isEmpty();
    }

    public List<FindingView> getFindings() {
        return findings;
    }

    public List<DecisionView> getDecisions() {
        return data.decisions;
    }

    /** Changes when more than figures would have to be drawn anew. */
    String shape() {
        List<Object> looks = new ArrayList<>();
        looks.add(getSentence());
        looks.add(data.outcome);
        looks.add(data.live);
        looks.add(getQueue());
        looks.add(getNotes());
        looks.add(getRevertUntil());
        getSteps().forEach(step -> looks.add(step.getStatus() + step.getTime()));
        looks.add(bars().size());
        tables.forEach(table -> looks.add(table.getName() + table.isCompared() + table.getErrors()));
        looks.add(data.approvalRequest);
        looks.add(data.diffs);
        data.changes.forEach(change -> looks.add(change.keyspace() + change.table() + change.statement()));
        looks.add(data.findings);
        looks.add(findings.size());
        data.decisions.forEach(decision -> looks.add(decision.getText()));
        return Integer.toHexString(looks.hashCode());
    }
}
