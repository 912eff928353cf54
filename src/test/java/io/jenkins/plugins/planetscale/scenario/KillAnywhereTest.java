package io.jenkins.plugins.planetscale.scenario;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Invariant I2 in Jenkins: a kill -9 at any exchange of any step leaves the server as an undisturbed run does. */
class KillAnywhereTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void aKilledControllerMakesNoDifference() throws Throwable {
        Map<String, String> logs = new HashMap<>();
        try (Field field = new Field()) {
            controller.startJenkins();
            controller.runRemotely(Controller::connect, field.urls());
            var calm = Field.scripts(field.calm.values());
            controller.runRemotely(Controller::startAll, calm);
            logs.putAll(controller.runRemotely(Controller::finishAll, calm));
            field.plan(Plot.Hold.BEFORE, Plot.Hold.ANSWER_LOST, Plot.Hold.IN_FLIGHT);
            controller.runRemotely(Controller::connect, field.urls());
            var held = Field.scripts(field.held);
            controller.runRemotely(Controller::startAll, held);
            field.awaitHeld();
            controller.stopJenkinsForcibly();
            field.release();
            controller.startJenkins();
            logs.putAll(controller.runRemotely(Controller::finishAll, held));
            field.assertNoDifference(logs);
        }
    }
}
