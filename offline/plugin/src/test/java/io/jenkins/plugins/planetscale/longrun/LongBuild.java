package io.jenkins.plugins.planetscale.longrun;

import hudson.AbortException;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.testing.PlayedTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** One build: some steps one after the other, each of which may have a block that only takes time. */
final class LongBuild {
    final int number;
    final int slot;
    final Database database;
    private final LongRun site;
    private final Deque<Part> parts;
    private final Mix mix;
    private BuildRun run;
    private LongContext step;
    private Part part;
    private int nodes = 2;
    private boolean over;

    LongBuild(LongRun site, int number, int slot, Database database, boolean disturbed) {
        this.site = site;
        this.number = number;
        this.slot = slot;
        this.database = database;
        mix = new Mix(this, disturbed);
        parts = new ArrayDeque<>(mix.parts());
        run = new BuildRun(site.job());
    }

    Run<?, ?> run() {
        return run;
    }

    LongContext step() {
        return step;
    }

    void begin() {
        next();
    }

    private void next() {
        part = parts.poll();
        if (part == null) {
            end("good");
            return;
        }
        part.before().run();
        step = new LongContext(this, String.valueOf(nodes++));
        try {
            step.execution = part.step().make().start(step);
            step.execution.start();
            step.saveState();
        } catch (Exception e) {
            end("refused");
            return;
        }
        LongContext begun = step;
        if (part.stopAfter() != null) {
            in(part.stopAfter(), () -> stop(begun));
        }
        if (part.approval() != null) {
            in(Duration.ofMinutes(2), () -> decide(begun));
        }
    }

    private void in(Duration after, Runnable task) {
        PlayedTime session = site.time();
        session.timer()
                .schedule(() -> session.background().execute(task), after.toSeconds(), TimeUnit.SECONDS);
    }

    private void stop(LongContext of) {
        if (!over && step == of) {
            try {
                of.execution.stop(new FlowInterruptedException(
                        Result.ABORTED, true, new CauseOfInterruption.UserInterruption("ainsley")));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Somebody answers what the step asks, as soon as it asks. */
    private void decide(LongContext of) {
        if (over || step != of) {
            return;
        }
        for (ApprovalRequest asked : ApprovalAction.requestsOf(run)) {
            if (asked.isOpen()) {
                try {
                    new ApprovalService(run)
                            .answer(asked, part.approval() ? DecisionKind.APPROVE : DecisionKind.REJECT, null);
                    return;
                } catch (DecisionRejectedException notYet) {
                    // asks again after the restart
                }
            }
        }
        in(Duration.ofMinutes(2), () -> decide(of));
    }

    /** The block of the step begins, or goes on after a restart. */
    void work(LongBody body) {
        in(part.work(), () -> {
            if (!over && body == step.body && !body.isDone()) {
                if (part.fails()) {
                    body.fail(new AbortException("script returned exit code 1"));
                } else {
                    body.succeed();
                }
            }
        });
    }

    /** Off the step's own thread, as it goes on for a moment after it has said that it is over. */
    void ended(LongContext of, Object value, Throwable cause) {
        onCps(() -> {
            if (!over && step == of) {
                mix.took(value);
                if (cause == null) {
                    next();
                } else {
                    end(cause instanceof FlowInterruptedException ? "aborted" : "failed");
                }
            }
        });
    }

    void onCps(Runnable task) {
        site.time().background().execute(task);
    }

    private void end(String how) {
        over = true;
        step = null;
        part = null;
        site.over(this, how);
    }

    /** In the next session, with what was written down. */
    void resume() {
        BuildRun before = run;
        run = new BuildRun(site.job());
        String actions = Jenkins.XSTREAM2.toXML(new ArrayList<>(before.getAllActions()));
        for (Object action : (List<?>) Jenkins.XSTREAM2.fromXML(actions)) {
            run.getActions().add((Action) action);
            if (action instanceof RunAction2 loaded) {
                loaded.onLoad(run);
            }
        }
        LongContext resumed = step;
        onCps(() -> {
            resumed.load();
            resumed.execution.onResume();
            if (resumed.body != null) {
                resumed.body.begin();
            }
        });
        if (part.approval() != null) {
            in(Duration.ofMinutes(2), () -> decide(resumed));
        }
    }

    @Override
    public String toString() {
        return "#" + number + " " + mix + " in " + (step == null ? "nothing" : step.execution.getStatus());
    }

    /** Makes a step when its turn comes. */
    interface Made {
        org.jenkinsci.plugins.workflow.steps.Step make() throws Exception;
    }

    /**
     * A step of a build.
     *
     * @param before what somebody does before it
     * @param work how long its block takes
     * @param stopAfter when somebody aborts the build; null for never
     * @param approval what somebody answers, where it asks; null for nobody does
     */
    record Part(Made step, Runnable before, Duration work, boolean fails, Duration stopAfter, Boolean approval) {}

    /** The build as the plugin sees it. */
    private final class BuildRun extends Run<PlayedJenkins.Project, PlayedJenkins.Build> {
        BuildRun(PlayedJenkins.Project job) {
            super(job, 0);
        }

        @Override
        public int getNumber() {
            return number;
        }

        @Override
        public boolean isBuilding() {
            return !over;
        }

        @Override
        public Result getResult() {
            return over ? Result.SUCCESS : null;
        }

        @Override
        public List<Cause> getCauses() {
            return List.of();
        }

        @Override
        public PlayedJenkins.Build getPreviousBuild() {
            return null;
        }
    }
}
