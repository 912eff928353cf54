package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A kill -9 while a stopped step only looks how it is to be left: after the restart it is still stopped. */
class StopKillTest {
    private static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true, onAbort: ";
    private static final String GO_ON = "\nplanetscaleApply deployRequest: 1";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void aBuildThatWasAbortedDoesNotGoLiveAfterAKill() throws Throwable {
        List<DisturbedPipeline> plots = List.of(
                new DisturbedPipeline("leave", STAGE + "'leave'" + GO_ON),
                new DisturbedPipeline("cancel", STAGE + "'cancel'" + GO_ON));
        try {
            plots.forEach(plot -> plot.site.database.timings().copy(Duration.ofHours(1)));
            controller.startJenkins();
            LinkedHashMap<String, String> urls = new LinkedHashMap<>();
            plots.forEach(plot -> urls.put(plot.name, plot.site.server.url()));
            controller.runRemotely(Controller::connect, urls);
            controller.runRemotely(Controller::startAll, DisturbedPipelines.scripts(plots));
            for (DisturbedPipeline plot : plots) {
                await(plot.where())
                        .atMost(TestLimits.HANGING)
                        .until(() -> plot.site.database.lastDeployRequest() == 1
                                && plot.site
                                        .database
                                        .deployRequest(1)
                                        .deploymentState()
                                        .equals("in_progress"));
                plot.site.server.faults().add(FaultRule.on(null, null).forever().delay(Duration.ofMinutes(4)));
            }
            controller.runRemotely(
                    StopKillTest::abort,
                    new ArrayList<>(plots.stream().map(plot -> plot.name).toList()));
            controller.stopJenkinsForcibly();
            for (DisturbedPipeline plot : plots) {
                plot.site.server.faults().clear();
                plot.site.database.timings().copy(Duration.ZERO);
                plot.site.server.clock().advance(Duration.ofHours(1)); // staged by now
            }
            controller.startJenkins();
            Map<String, String> logs = controller.runRemotely(Controller::finishAll, DisturbedPipelines.scripts(plots));
            assertAll(plots.stream().map(plot -> () -> {
                String log = logs.get(plot.name);
                assertTrue(log.contains("Finished: ABORTED"), log);
                assertFalse(
                        plot.site.server.exchanges().stream()
                                .anyMatch(exchange -> exchange.path().endsWith("/apply-deploy")),
                        log);
                assertEquals(
                        plot.name.equals("cancel") ? "complete_cancel" : "pending_cutover",
                        plot.site.database.deployRequest(1).deploymentState(),
                        log);
            }));
        } finally {
            plots.forEach(DisturbedPipeline::close);
        }
    }

    private static void abort(JenkinsRule j, ArrayList<String> jobs) throws Exception {
        for (String job : jobs) {
            Builds.of(job).doStop();
        }
        // what the abort brings about is on its way on Pipeline's own threads
        for (String job : jobs) {
            ((CpsFlowExecution) Builds.of(job).getExecution()).waitForSuspension();
        }
    }
}
