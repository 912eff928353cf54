package io.jenkins.plugins.planetscale.steps.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyExecution;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowExecution;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.ExecutionStates;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A step has noted its end and its program is written down, but a kill comes before Pipeline has taken that end. */
class LostEndTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final AtomicInteger lost = new AtomicInteger();

    @AfterEach
    void close() {
        site.close();
    }

    private static WorkflowRun run(String job) {
        return Jenkins.get().getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void ends(JenkinsRule j, Result result, String job) throws Exception {
        await(job).atMost(TestLimits.HANGING).until(() -> !run(job).isLogUpdated());
        j.assertBuildStatus(result, run(job));
    }

    @Test
    void theStepGoesOnAndEndsAndCanBeStopped() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            ApprovalPipelines.start("release", "", ", onAbort: 'cancel'");
            WorkflowRun block = LocalPlanetScaleFixture.job(
                            "block", "withPlanetscalePassword('dev') { semaphore 'block' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("block/1", block);
            site.database.timings().branchReady(Duration.ofHours(1));
            WorkflowRun stopped = LocalPlanetScaleFixture.job("stopped", "planetscaleBranch name: 'slow'")
                    .scheduleBuild2(0)
                    .waitForStart();
            j.waitForMessage("not ready yet", stopped);
            for (SingleEndExecution step : ExecutionStates.executions(SingleEndExecution.class)) {
                ExecutionStates.set(SingleEndExecution.class, step, "finished", true);
            }
        });
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            SemaphoreStep.success("block/1", null);
            j.waitForMessage("Ready to run at", run("stopped")); // before that, Jenkins only kills
            run("stopped").doStop();
            assertAll(
                    () -> {
                        ApprovalPipelines.awaitApprovalRequest(run("release"));
                        ApprovalPipelines.answer(run("release"), "ainsley", true);
                        ends(j, Result.SUCCESS, "release");
                    },
                    () -> ends(j, Result.ABORTED, "stopped"),
                    () -> ends(j, Result.SUCCESS, "block"));
        });
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    private void loseEnds(Class<? extends StepExecution> kind) throws Exception {
        for (StepExecution step : ExecutionStates.executions(kind)) {
            ExecutionStates.set(StepExecution.class, step, "context", new Deaf(step.getContext(), lost));
        }
    }

    private void awaitLost(int ends) {
        await().atMost(TestLimits.HANGING).until(() -> lost.get() == ends);
    }

    @Test
    void anEndThatPipelineNeverHeardOfIsReportedAgain() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            WorkflowRun release = ApprovalPipelines.start("release", "", "");
            WorkflowRun block = LocalPlanetScaleFixture.job(
                            "block", "withPlanetscaleBranch(name: 'mine') { semaphore 'block' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("block/1", block);
            site.database.timings().branchReady(Duration.ofHours(1));
            WorkflowRun stopped = LocalPlanetScaleFixture.job("stopped", "withPlanetscaleBranch(name: 'slow') { }")
                    .scheduleBuild2(0)
                    .waitForStart();
            j.waitForMessage("not ready yet", stopped);
            loseEnds(OperationExecution.class);
            loseEnds(BlockExecution.class);
            ApprovalPipelines.answer(release, "ainsley", true);
            SemaphoreStep.success("block/1", null);
            stopped.doStop();
            awaitLost(3);
        });
        sessions.then(j -> assertAll(
                () -> ends(j, Result.SUCCESS, "release"),
                () -> ends(j, Result.SUCCESS, "block"),
                () -> ends(j, Result.ABORTED, "stopped")));
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    @Test
    void theEndOfWhatWasTakenBackOrHeldIsReportedAgain() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            WorkflowRun refused = ApprovalPipelines.start("refused", "", ", onAbort: 'close'");
            loseEnds(ApplyExecution.class);
            refused.doStop();
            awaitLost(1);
            site.open("dev");
            WorkflowRun window =
                    LocalPlanetScaleFixture.job("window", """
                            planetscaleApply deployRequest: 2
                            def window = planetscaleRevertWindow(deployRequest: 2, failures: '1 of 1') { semaphore 'check' }
                            echo "window ${window.outcome}"
                            """).scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("check/1", window);
            loseEnds(RevertWindowExecution.class);
            SemaphoreStep.success("check/1", null);
            awaitLost(2);
        });
        sessions.then(j -> {
            ends(j, Result.ABORTED, "refused");
            ends(j, Result.SUCCESS, "window");
            j.assertLogContains("window KEPT", run("window"));
        });
    }

    /** Loses the end of its step; what is written down is the one behind it. */
    private static final class Deaf extends StepContext {
        private static final long serialVersionUID = 1L;

        private final StepContext real;
        private final transient AtomicInteger lost;

        Deaf(StepContext real, AtomicInteger lost) {
            this.real = real;
            this.lost = lost;
        }

        private Object writeReplace() {
            return real;
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            return real.get(key);
        }

        @Override
        public void onSuccess(Object value) {
            lost.incrementAndGet();
        }

        @Override
        public void onFailure(Throwable failure) {
            lost.incrementAndGet();
        }

        @Override
        public boolean isReady() {
            return real.isReady();
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return real.saveState();
        }

        @Override
        public void setResult(Result result) {
            real.setResult(result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            return real.newBodyInvoker();
        }

        @Override
        public boolean equals(Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return real.hashCode();
        }
    }
}
