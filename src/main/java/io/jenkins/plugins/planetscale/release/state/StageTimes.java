package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The status of each stage of a release, and since when; times in milliseconds of the epoch, 0 for unknown. */
final class StageTimes implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int STAGES = ReleaseStage.values().length;

    private final ArrayList<ReleaseStage.Status> status =
            new ArrayList<>(Collections.nCopies(STAGES, ReleaseStage.Status.TODO));
    private final long[] reached = new long[STAGES];

    private StageTimes() {}

    static StageTimes of(DeploymentState state, boolean instant, Deployment deployment, Instant now) {
        StageTimes times = new StageTimes();
        if (deployment != null) {
            times.setReached(ReleaseStage.QUEUED, deployment.queuedAt());
            times.setReached(ReleaseStage.COPYING, deployment.startedAt());
            times.setReached(ReleaseStage.STAGED, deployment.readyToCutoverAt());
            times.setReached(ReleaseStage.CUT_OVER, deployment.cutoverAt());
        }
        times.place(state);
        if (instant) {
            times.skip(ReleaseStage.COPYING, ReleaseStage.STAGED, ReleaseStage.REVERT_WINDOW);
        }
        times.observe(state, now);
        return times;
    }

    private Object readResolve() {
        StageTimes whole = new StageTimes();
        for (int i = 0; i < STAGES; i++) {
            // a hand can write anything into a list
            Object read = status != null && i < status.size() ? ((List<?>) status).get(i) : null;
            if (read instanceof ReleaseStage.Status known) {
                whole.status.set(i, known);
            }
            whole.reached[i] = reached != null && i < reached.length ? ReadBack.time(reached[i]) : 0;
        }
        return whole;
    }

    /** Of a record that says nothing of it. */
    static StageTimes unknown() {
        return new StageTimes();
    }

    private void place(DeploymentState state) {
        switch (state.stage()) {
            case CHECKING -> at(ReleaseStage.CHECKED, ReleaseStage.Status.CURRENT);
            case READY, NO_CHANGES -> at(ReleaseStage.CHECKED, ReleaseStage.Status.DONE);
            case CHECK_FAILED -> at(ReleaseStage.CHECKED, ReleaseStage.Status.BROKEN);
            case RUNNING ->
                at(
                        state == DeploymentState.QUEUED || state == DeploymentState.SUBMITTING
                                ? ReleaseStage.QUEUED
                                : ReleaseStage.COPYING,
                        ReleaseStage.Status.CURRENT);
            case STAGED -> at(ReleaseStage.STAGED, ReleaseStage.Status.CURRENT);
            case CUTTING_OVER -> at(ReleaseStage.CUT_OVER, ReleaseStage.Status.CURRENT);
            case REVERTABLE, REVERTING -> at(ReleaseStage.REVERT_WINDOW, ReleaseStage.Status.CURRENT);
            case FINAL -> at(ReleaseStage.FINAL, ReleaseStage.Status.DONE);
            case REVERTED, REVERT_FAILED -> at(ReleaseStage.REVERT_WINDOW, ReleaseStage.Status.BROKEN);
            case CANCELLING, CANCELLED, FAILED -> at(last(), ReleaseStage.Status.BROKEN);
            case UNKNOWN -> at(last(), ReleaseStage.Status.CURRENT);
        }
    }

    /** The last stage that PlanetScale gives a time for. */
    private ReleaseStage last() {
        ReleaseStage last = ReleaseStage.CHECKED;
        for (ReleaseStage stage : ReleaseStage.values()) {
            last = reached[stage.ordinal()] == 0 ? last : stage;
        }
        return last;
    }

    private void at(ReleaseStage stage, ReleaseStage.Status how) {
        for (int i = 0; i < STAGES; i++) {
            status.set(
                    i,
                    i < stage.ordinal()
                            ? ReleaseStage.Status.DONE
                            : i == stage.ordinal() ? how : ReleaseStage.Status.TODO);
            reached[i] = i <= stage.ordinal() ? reached[i] : 0;
        }
    }

    private void skip(ReleaseStage... stages) {
        for (ReleaseStage stage : stages) {
            if (status(stage) != ReleaseStage.Status.CURRENT) {
                status.set(stage.ordinal(), ReleaseStage.Status.SKIPPED);
                reached[stage.ordinal()] = 0;
            }
        }
    }

    private void setReached(ReleaseStage stage, Instant at) {
        reached[stage.ordinal()] = at == null ? 0 : at.toEpochMilli();
    }

    /** What changes at the moment when it is seen, where PlanetScale keeps no time of it. */
    private void observe(DeploymentState state, Instant now) {
        if (state == DeploymentState.COMPLETE_PENDING_REVERT && reached(ReleaseStage.CUT_OVER) != 0) {
            reached[ReleaseStage.REVERT_WINDOW.ordinal()] = reached(ReleaseStage.CUT_OVER);
        } else if (state == DeploymentState.READY && reached(ReleaseStage.CHECKED) == 0) {
            reached[ReleaseStage.CHECKED.ordinal()] = now.toEpochMilli();
        }
    }

    StageTimes after(StageTimes before, long seenAt) {
        StageTimes merged = new StageTimes();
        for (int i = 0; i < STAGES; i++) {
            ReleaseStage.Status now = status.get(i);
            merged.status.set(i, now);
            boolean passed = now == ReleaseStage.Status.DONE
                    || now == ReleaseStage.Status.CURRENT && i > 0
                    || now == ReleaseStage.Status.BROKEN;
            boolean fresh = now != before.status.get(i);
            merged.reached[i] = earlier(before, i);
            if (merged.reached[i] == 0 && passed && fresh) {
                merged.reached[i] = seenAt;
            }
        }
        return merged;
    }

    /** The first time seen of a stage stays, but PlanetScale's own is better. */
    private long earlier(StageTimes before, int stage) {
        boolean left =
                status.get(stage) == ReleaseStage.Status.TODO || status.get(stage) == ReleaseStage.Status.SKIPPED;
        boolean ours = stage == ReleaseStage.CHECKED.ordinal() && before.reached[stage] != 0;
        return left ? 0 : ours || reached[stage] == 0 ? before.reached[stage] : reached[stage];
    }

    ReleaseStage.Status status(ReleaseStage stage) {
        return status.get(stage.ordinal());
    }

    long reached(ReleaseStage stage) {
        return reached[stage.ordinal()];
    }
}
