package io.jenkins.plugins.planetscale.view.job;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.state.ReleaseStage;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.view.SafeLinks;
import io.jenkins.plugins.planetscale.view.ViewMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** One deploy request of one build, as the page of the job shows it; made of data only. */
public final class ReleaseRow {
    /** How it ended, as coarse as a chart can show it. */
    enum Mark {
        LIVE,
        REVERTED,
        FAILED,
        CANCELLED,
        /** Checked or staged by a build that is over: somebody, or another build, goes on with it. */
        OPEN,
        /** A build works on it. */
        RUNNING
    }

    /**
     * What there is to show; times in milliseconds of the epoch, 0 for unknown.
     *
     * @param outcome as the steps noted it; may be null
     * @param state as it was seen last; null when it was never looked at
     * @param askedAt when a person was asked
     * @param decidedAt when that person answered
     * @param revertedBy the name of the person who ordered the revert; null for nobody or unknown
     */
    record Facts(
            int build,
            String buildName,
            String buildUrl,
            long began,
            boolean building,
            String request,
            String url,
            String database,
            RecordedOutcome outcome,
            DeploymentState state,
            boolean instant,
            long copyAt,
            long stagedAt,
            long askedAt,
            long decidedAt,
            String decidedBy,
            String revertedBy) {}

    private final Facts facts;

    ReleaseRow(Facts facts) {
        this.facts = facts;
    }

    /**
     * The deploy requests of a build, newest first.
     *
     * @param names makes the name of a user of the id
     */
    static List<ReleaseRow> of(Run<?, ?> run, UnaryOperator<String> names) {
        ReleaseRecordAction record = run.getAction(ReleaseRecordAction.class);
        List<ReleaseRow> rows = new ArrayList<>();
        if (record == null) {
            return rows;
        }
        List<ApprovalRequest> approvalRequests = ApprovalAction.requestsOf(run);
        for (ReleaseRecord entry : record.getEntries()) {
            if (entry.getKind() == Kind.DEPLOY_REQUEST) {
                rows.add(0, new ReleaseRow(facts(run, entry, approvalRequests, names)));
            }
        }
        return rows;
    }

    private static Facts facts(
            Run<?, ?> run, ReleaseRecord entry, List<ApprovalRequest> approvalRequests, UnaryOperator<String> names) {
        Progress progress = entry.getProgress();
        long askedAt = 0;
        for (ApprovalRequest approvalRequest : approvalRequests) {
            if (entry.deployRequest().matches(approvalRequest.deployRequest())) {
                askedAt = approvalRequest.getSince(); // the last one counts: an older one was not answered in time
            }
        }
        long decidedAt = 0;
        String decidedBy = null;
        String revertedBy = null;
        for (DecisionRecord decision : entry.getDecisions()) {
            if (decision.getProblem() != null) {
                continue; // it was not carried out
            }
            switch (decision.getKind()) {
                case APPROVE, REJECT, APPLY -> {
                    decidedAt = decision.getAt();
                    decidedBy = decision.getBy();
                }
                case REVERT -> revertedBy = decision.getBy();
                default -> {}
            }
        }
        return new Facts(
                run.getNumber(),
                run.getDisplayName(),
                run.getUrl(),
                run.getStartTimeInMillis(),
                run.isBuilding(),
                entry.getName(),
                entry.getUrl(),
                entry.getDatabase(),
                entry.getOutcome(),
                progress == null ? null : progress.state(),
                progress != null && progress.instant(),
                progress == null ? 0 : progress.reached(ReleaseStage.COPYING),
                progress == null ? 0 : progress.reached(ReleaseStage.STAGED),
                askedAt,
                decidedAt,
                decidedBy == null ? null : names.apply(decidedBy),
                revertedBy == null ? null : names.apply(revertedBy));
    }

    Mark mark() {
        DeploymentState.Stage stage = facts.state == null ? null : facts.state.stage();
        if (facts.outcome == RecordedOutcome.REVERTED || stage == DeploymentState.Stage.REVERTED) {
            return Mark.REVERTED;
        }
        if (stage != null) {
            switch (stage) {
                case FAILED, REVERT_FAILED, CHECK_FAILED -> {
                    return Mark.FAILED;
                }
                case CANCELLED, CANCELLING -> {
                    return Mark.CANCELLED;
                }
                case FINAL, REVERTABLE -> {
                    return Mark.LIVE;
                }
                default -> {}
            }
        }
        if (facts.outcome != null) {
            switch (facts.outcome) {
                case APPLIED, KEPT, EXPIRED -> {
                    return Mark.LIVE;
                }
                default -> {}
            }
        }
        return facts.building ? Mark.RUNNING : Mark.OPEN;
    }

    /** The class of its badge: {@code good}, {@code bad}, {@code busy} or {@code plain}. */
    public String getMood() {
        return switch (mark()) {
            case LIVE -> "good";
            case REVERTED, FAILED, CANCELLED -> "bad";
            case RUNNING -> "busy";
            case OPEN -> "plain";
        };
    }

    /** How it ended, or how far it is while its build runs. */
    public String getState() {
        boolean past = mark() == Mark.LIVE || mark() == Mark.REVERTED || mark() == Mark.OPEN;
        if (facts.outcome != null && past && !facts.building) {
            return ViewMessages.of("Outcome." + facts.outcome); // what was seen last may long be otherwise
        }
        return facts.state == null || facts.state == DeploymentState.UNKNOWN
                ? ViewMessages.of("Release." + mark())
                : ViewMessages.of("State." + facts.state);
    }

    /** Who ordered the revert; null for nobody. */
    public String getReverted() {
        return facts.revertedBy == null ? null : ViewMessages.of("Release.revertedBy", facts.revertedBy);
    }

    /** How long rows were copied, in milliseconds; -1 for unknown. */
    long copyMillis() {
        return facts.copyAt == 0 || facts.stagedAt < facts.copyAt ? -1 : facts.stagedAt - facts.copyAt;
    }

    /** How long it waited for a person, in milliseconds; -1 when nobody was asked or has answered. */
    long waitMillis() {
        long from = facts.askedAt != 0 ? facts.askedAt : facts.stagedAt;
        return from == 0 || facts.decidedAt < from ? -1 : facts.decidedAt - from;
    }

    /** {@code 3 min 20 s}; null for unknown. */
    public String getCopy() {
        if (facts.instant) {
            return ViewMessages.of("Release.instant");
        }
        return copyMillis() < 0 ? null : ViewMessages.span(copyMillis());
    }

    /** Whether somebody is waited for. */
    public boolean isWaiting() {
        return waitMillis() < 0 && facts.askedAt != 0 && facts.building;
    }

    /** {@code 5 min by Ainsley}, or that it still waits; null when nobody was asked. */
    public String getApproval() {
        if (waitMillis() >= 0) {
            return facts.decidedBy == null
                    ? ViewMessages.span(waitMillis())
                    : ViewMessages.of("Release.approval", ViewMessages.span(waitMillis()), facts.decidedBy);
        }
        return isWaiting() ? ViewMessages.of("Release.waits") : null;
    }

    /** In one line, for the chart and the summary. */
    public String getLine() {
        List<String> parts = new ArrayList<>();
        parts.add(getState());
        if (copyMillis() >= 0) {
            parts.add(ViewMessages.of("Release.copied", getCopy()));
        }
        if (waitMillis() >= 0) {
            parts.add(ViewMessages.of("Release.waited", ViewMessages.span(waitMillis())));
        }
        return ViewMessages.of("Release.line", getBuildName(), String.join(", ", parts));
    }

    int build() {
        return facts.build;
    }

    public String getBuildName() {
        return facts.buildName;
    }

    /** From the root of Jenkins. */
    public String getBuildUrl() {
        return facts.buildUrl;
    }

    public String getTime() {
        return ViewMessages.time(facts.began);
    }

    /** {@code Deploy request #7}. */
    public String getTitle() {
        return ViewMessages.of("Kind.deploy_request", facts.request);
    }

    /** Its page at PlanetScale; null unless it may become a link. */
    public String getUrl() {
        return SafeLinks.safe(facts.url);
    }

    public String getDatabase() {
        return facts.database;
    }

    /** For a class name. */
    String kind() {
        return mark().name().toLowerCase(Locale.ROOT);
    }
}
