package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;

/** Abort, timeout and failFast: the policy of {@code onAbort} runs, the log says how it was left, the end comes once. */
@WithSharedJenkins
class StoppedStepsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private enum Way {
        ABORT("%s", Result.ABORTED),
        TIMEOUT("timeout(time: 30, unit: 'SECONDS') { %s }", Result.ABORTED),
        PARAMETER("%s, timeout: '30s'", Result.FAILURE),
        FAIL_FAST("parallel failFast: true, release: { %s }, tests: { semaphore env.JOB_NAME }", Result.FAILURE);

        private final String around;
        private final Result result;

        Way(String around, Result result) {
            this.around = around;
            this.result = result;
        }
    }

    /** A step that is stopped in a state of its deploy request; how it is left then, and what the log says of it. */
    private record Case(String name, Way way, String step, String state, String left, String said) {
        DisturbedPipeline plot() {
            DisturbedPipeline plot = new DisturbedPipeline(name + "-" + way, String.format(way.around, step));
            if (state.equals("in_progress_cutover")) {
                plot.site.database.timings().cutover(Duration.ofSeconds(35));
            } else if (state.equals("pending")) {
                plot.site.database.timings().check(HOUR);
            } else {
                plot.site.database.timings().copy(HOUR);
            }
            return plot;
        }

        static List<Case> of(Way way) {
            String apply = "planetscaleDeployRequest branch: 'dev'; planetscaleApply deployRequest: 1, onAbort: ";
            String stage = "planetscaleDeployRequest branch: 'dev', stage: true, onAbort: ";
            String goOn = "To go on: planetscaleApply deployRequest: 1";
            return List.of(
                    new Case("leave", way, apply + "'leave'", "in_progress", "open in_progress", goOn),
                    new Case("cancel", way, apply + "'cancel'", "in_progress", "closed complete_cancel", "was left"),
                    new Case(
                            "close",
                            way,
                            apply + "'close'",
                            "in_progress",
                            "closed complete_cancel",
                            "was left closed"),
                    new Case(
                            "revert",
                            way,
                            apply + "'revert'",
                            "in_progress",
                            "closed complete_cancel",
                            "was left closed"),
                    new Case(
                            "undo",
                            way,
                            apply + "'revert'",
                            "in_progress_cutover",
                            "closed complete_revert",
                            "was left"),
                    new Case("stage-leave", way, stage + "'leave'", "in_progress", "open in_progress", goOn),
                    new Case(
                            "stage-cancel",
                            way,
                            stage + "'cancel'",
                            "in_progress",
                            "closed complete_cancel",
                            "was left"),
                    new Case("check-cancel", way, stage + "'cancel'", "pending", "open pending", goOn),
                    new Case("check-close", way, stage + "'close'", "pending", "closed pending", "was left"),
                    new Case(
                            "stage-close",
                            way,
                            stage + "'close'",
                            "in_progress",
                            "closed complete_cancel",
                            "was left"));
        }
    }

    @Test
    void anAbortedBuildRunsThePolicyAndEndsOnce(JenkinsRule j) throws Exception {
        stopped(j, Way.ABORT);
    }

    @Test
    void aTimedOutStepRunsThePolicyAndEndsOnce(JenkinsRule j) throws Exception {
        stopped(j, Way.TIMEOUT);
    }

    @Test
    void aStepWhoseOwnTimeIsOverRunsThePolicyAndEndsOnce(JenkinsRule j) throws Exception {
        stopped(j, Way.PARAMETER);
    }

    @Test
    void aFailedSiblingRunsThePolicyAndEndsOnce(JenkinsRule j) throws Exception {
        stopped(j, Way.FAIL_FAST);
    }

    private static void stopped(JenkinsRule j, Way way) throws Exception {
        LinkedHashMap<Case, DisturbedPipeline> plots = new LinkedHashMap<>();
        // the timeout step gives its body a minute to end, in a test five seconds: too little for a whole cutover
        Case.of(way).stream()
                .filter(each -> way != Way.TIMEOUT || !each.state().equals("in_progress_cutover"))
                .forEach(each -> plots.put(each, each.plot()));
        LinkedHashMap<String, String> urls = new LinkedHashMap<>();
        plots.values().forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        try (LogRecorder twice = new LogRecorder()
                .record("org.jenkinsci.plugins.workflow.cps", Level.FINE)
                .capture(10_000)) {
            Controller.connect(j, urls);
            LinkedHashMap<Case, WorkflowRun> runs = new LinkedHashMap<>();
            for (var entry : plots.entrySet()) {
                runs.put(
                        entry.getKey(),
                        Builds.start(entry.getValue().name, entry.getValue().script()));
            }
            for (var entry : plots.entrySet()) {
                var database = entry.getValue().site.database;
                await(entry.getKey().toString())
                        .atMost(TestLimits.HANGING)
                        .until(() -> database.lastDeployRequest() == 1
                                && database.deployRequest(1)
                                        .deploymentState()
                                        .equals(entry.getKey().state()));
                stop(way, runs.get(entry.getKey()));
            }
            assertAll(plots.entrySet().stream().map(entry -> () -> {
                Case each = entry.getKey();
                String log = Builds.ends(way.result, runs.get(each));
                assertTrue(
                        entry.getValue().dump().contains("deploy request 1 dev -> main " + each.left()),
                        () -> entry.getValue().dump() + log);
                assertTrue(log.contains(each.said()), log);
                assertEquals(1, Builds.count("was left", log), log);
                assertEquals(1, Builds.count("Finished: ", log), log);
            }));
            assertEquals(
                    List.of(),
                    twice.getMessages().stream()
                            .filter(message -> message != null && message.contains("already completed"))
                            .toList());
        } finally {
            plots.values().forEach(DisturbedPipeline::close);
        }
    }

    private static void stop(Way way, WorkflowRun run) throws Exception {
        switch (way) {
            case ABORT -> run.doStop();
            case FAIL_FAST ->
                SemaphoreStep.failure(run.getParent().getName() + "/1", new AbortException("the tests failed"));
            case TIMEOUT, PARAMETER -> {
                // comes by itself
            }
        }
    }
}
