package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** An abort that comes at any moment while a build is taken up again after a restart is never lost. */
class StoppedWhileResumingTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void buildsAbortedWhileTheyAreResumedRunTheirPolicy() throws Throwable {
        List<DisturbedPipeline> plots = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            DisturbedPipeline plot = new DisturbedPipeline(
                    "p" + i, "planetscaleDeployRequest branch: 'dev', stage: true, onAbort: 'cancel'");
            plot.site.database.timings().copy(Duration.ofHours(1));
            plots.add(plot);
        }
        LinkedHashMap<String, String> urls = new LinkedHashMap<>();
        plots.forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        try {
            sessions.then(j -> {
                Controller.connect(j, urls);
                Controller.startAll(j, DisturbedPipelines.scripts(plots));
                for (DisturbedPipeline plot : plots) {
                    await(plot.name)
                            .atMost(TestLimits.HANGING)
                            .until(() -> plot.site.database.lastDeployRequest() == 1
                                    && state(plot).equals("in_progress"));
                }
            });
            sessions.then(j -> {
                for (DisturbedPipeline plot : plots) {
                    Builds.says("Ready to run at", Builds.of(plot.name)); // before that, Jenkins only kills
                    Builds.of(plot.name).doStop();
                }
                for (DisturbedPipeline plot : plots) {
                    String log = Builds.ends(Result.ABORTED, Builds.of(plot.name));
                    assertEquals(1, Builds.count("was left", log), log);
                    assertEquals("complete_cancel", state(plot), log);
                }
            });
        } finally {
            plots.forEach(DisturbedPipeline::close);
        }
    }

    private static String state(DisturbedPipeline plot) {
        return plot.site.database.deployRequest(1).deploymentState();
    }
}
