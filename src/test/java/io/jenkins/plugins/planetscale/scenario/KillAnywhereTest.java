package io.jenkins.plugins.planetscale.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Invariant I2 in Jenkins: a kill -9 at any exchange of any step leaves the server as an undisturbed run does. */
class KillAnywhereTest {
    /** Jenkins writes its queue a minute after a change; a kill after that builds again what had left the queue. */
    private static final String NO_QUEUE_FILE = "-Dhudson.model.Queue.Saver.DELAY_SECONDS=3600";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions(NO_QUEUE_FILE);

    @Test
    void aKilledControllerMakesNoDifference() throws Throwable {
        try (DisturbedPipelines field = new DisturbedPipelines()) {
            field.assertNoDifference(killAtEachExchange(field));
        }
    }

    @Test
    void aKilledControllerLeavesNothingOfABlock() throws Throwable {
        try (DisturbedPipelines field = new DisturbedPipelines(Scripts.BLOCKS)) {
            Map<String, String> logs = killAtEachExchange(field);
            List<DisturbedPipeline> plots = new ArrayList<>(field.held);
            plots.addAll(field.calm.values());
            for (DisturbedPipeline plot : plots) {
                String log = logs.get(plot.name);
                String live = plot.dumpLive();
                assertFalse(live.contains("password "), () -> plot.where() + "\n" + log + "\n" + live);
                assertFalse(live.contains("branch mine"), () -> plot.where() + "\n" + log + "\n" + live);
                assertTrue(log.contains("****"), () -> plot.where() + "\n" + log);
                SecretScan scan = new SecretScan(plot.minted());
                scan.text("the log of " + plot.name, log);
                scan.folder(controller.getHome().toPath().resolve("jobs").resolve(plot.name));
                scan.assertNothingFound(3);
            }
            assertEquals("", logs.get("registered"), "what is gone is forgotten");
            field.assertNoDifference(DisturbedPipeline::dumpLive, logs);
        }
    }

    private Map<String, String> killAtEachExchange(DisturbedPipelines field) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(Controller::connect, field.urls());
        var calm = DisturbedPipelines.scripts(field.calm.values());
        controller.runRemotely(Controller::startAll, calm);
        Map<String, String> logs = new HashMap<>(controller.runRemotely(Controller::finishAll, calm));
        field.plan(DisturbedPipeline.Hold.BEFORE, DisturbedPipeline.Hold.ANSWER_LOST, DisturbedPipeline.Hold.IN_FLIGHT);
        controller.runRemotely(Controller::connect, field.urls());
        var held = DisturbedPipelines.scripts(field.held);
        controller.runRemotely(Controller::startAll, held);
        field.awaitHeld();
        controller.stopJenkinsForcibly();
        field.release();
        controller.startJenkins();
        logs.putAll(controller.runRemotely(Controller::finishAll, held));
        logs.put("registered", controller.runRemotely(Controller::registered));
        return logs;
    }
}
