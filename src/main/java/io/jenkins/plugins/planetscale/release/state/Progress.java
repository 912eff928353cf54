package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot of a deploy request for the pages about it. Immutable, so that it may be read and written at any time;
 * times in milliseconds of the epoch, 0 for unknown.
 */
public final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String branch;
    private final String into;
    private final String url;
    private final DeploymentState state;
    private final String stateName;
    private final boolean instant;
    private final boolean cutoverExpiring;
    private final long seenAt;
    private final long revertUntil;
    private final String queuePause;
    private final String lockedTable;
    private final String checkErrors;
    private final StageTimes times;
    private final ArrayList<Integer> ahead;
    private final ArrayList<CopyProgress> tables;
    private final ArrayList<Change> changes;
    private final ArrayList<LintFinding> lint;

    private Progress(DeployRequest request, Instant now) {
        Deployment deployment = request.deployment();
        number = request.number();
        branch = request.branch();
        into = request.intoBranch();
        url = request.htmlUrl();
        state = DeploymentState.of(request);
        stateName = DeploymentState.nameOf(request);
        instant = deployment != null && deployment.instantDdl();
        cutoverExpiring = deployment != null && deployment.cutoverExpiring();
        seenAt = now.toEpochMilli();
        Instant end = Deployments.windowEnd(request);
        revertUntil = end == null ? 0 : end.toEpochMilli();
        queuePause = deployment == null || !deployment.queuePaused()
                ? null
                : deployment.queuePauseReason() == null ? "" : deployment.queuePauseReason();
        lockedTable = deployment == null ? null : TableNames.of(request).locked(deployment);
        checkErrors = deployment == null ? null : deployment.deployCheckErrors();
        times = StageTimes.of(state, instant, deployment, now);
        ahead = new ArrayList<>();
        lint = new ArrayList<>();
        if (deployment != null) {
            deployment.precedingDeployments().forEach(other -> ahead.add(other.deployRequestNumber()));
            deployment.lintErrors().forEach(error -> lint.add(LintFinding.of(error, TableNames.of(request))));
        }
        tables = deployment == null ? new ArrayList<>() : CopyProgress.of(deployment);
        changes = Change.of(request);
    }

    /** What the deploy request shows by itself. */
    public static Progress of(DeployRequest request, Instant now) {
        return new Progress(request, now);
    }

    /** What was read, made whole. */
    private Progress(Progress read) {
        number = read.number;
        branch = read.branch;
        into = read.into;
        url = read.url;
        state = read.state == null ? DeploymentState.UNKNOWN : read.state;
        stateName = ReadBack.text(read.stateName, "?");
        instant = read.instant;
        cutoverExpiring = read.cutoverExpiring;
        seenAt = ReadBack.time(read.seenAt);
        revertUntil = ReadBack.time(read.revertUntil);
        queuePause = ReadBack.text(read.queuePause);
        lockedTable = read.lockedTable;
        checkErrors = ReadBack.text(read.checkErrors);
        times = read.times == null ? StageTimes.unknown() : read.times;
        ahead = ReadBack.list(read.ahead, Integer.class);
        tables = ReadBack.list(read.tables, CopyProgress.class);
        changes = ReadBack.list(read.changes, Change.class);
        lint = ReadBack.list(read.lint, LintFinding.class);
    }

    private Object readResolve() {
        return new Progress(this);
    }

    private Progress(Progress now, Progress before) {
        number = now.number;
        branch = now.branch;
        into = now.into;
        url = now.url == null ? before.url : now.url;
        state = now.state;
        stateName = now.stateName;
        instant = now.instant;
        cutoverExpiring = now.cutoverExpiring;
        seenAt = now.seenAt;
        revertUntil = now.revertUntil == 0 ? before.revertUntil : now.revertUntil;
        queuePause = now.queuePause;
        lockedTable = now.lockedTable;
        checkErrors = now.checkErrors;
        times = now.times.after(before.times, now.seenAt);
        ahead = now.ahead;
        tables = now.tables.isEmpty() ? before.tables : now.tables;
        changes = now.changes.isEmpty() ? before.changes : now.changes;
        lint = now.lint;
    }

    /** As this, with what only an earlier look showed: when a stage was reached that PlanetScale gives no time for. */
    public Progress after(Progress before) {
        return before == null ? this : new Progress(this, before);
    }

    /** Whether a page that shows the other would look the same but for figures. */
    public boolean isLike(Progress other) {
        return other != null && state == other.state && tables.size() == other.tables.size();
    }

    public int number() {
        return number;
    }

    /** The branch with the change. */
    public String branch() {
        return branch;
    }

    /** The branch that is changed. */
    public String into() {
        return into;
    }

    /** Its page at PlanetScale; may be null. */
    public String url() {
        return url;
    }

    public DeploymentState state() {
        return state;
    }

    /** The state as PlanetScale calls it; may be null. */
    public String stateName() {
        return stateName;
    }

    /** Whether it is deployed by instant DDL, without gate and revert window. */
    public boolean instant() {
        return instant;
    }

    /** Whether PlanetScale will soon throw the copied rows away unless it is cut over. */
    public boolean cutoverExpiring() {
        return cutoverExpiring;
    }

    public long seenAt() {
        return seenAt;
    }

    /** Whether it could be reverted when it was looked at. */
    public boolean revertable() {
        return state == DeploymentState.COMPLETE_PENDING_REVERT;
    }

    /** The end of the revert window, also after it. */
    public long revertUntil() {
        return revertUntil;
    }

    /** Why the deploy queue is paused, which may be empty; null when it is not. */
    public String queuePause() {
        return queuePause;
    }

    /** The table that is locked for the cutover; null for none. */
    public String lockedTable() {
        return lockedTable;
    }

    /** What the deploy check found wrong, in PlanetScale's words; may be null. */
    public String checkErrors() {
        return checkErrors;
    }

    /** The deploy requests that are ahead in the queue; a number may be null. */
    public List<Integer> ahead() {
        return new ArrayList<>(ahead);
    }

    public ReleaseStage.Status status(ReleaseStage stage) {
        return times.status(stage);
    }

    /** When a stage was reached. */
    public long reached(ReleaseStage stage) {
        return times.reached(stage);
    }

    public List<CopyProgress> tables() {
        return List.copyOf(tables);
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    public List<LintFinding> lint() {
        return List.copyOf(lint);
    }
}
