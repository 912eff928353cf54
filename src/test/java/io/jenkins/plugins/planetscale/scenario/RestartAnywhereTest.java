package io.jenkins.plugins.planetscale.scenario;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Invariant I2 in Jenkins: a clean restart at any exchange of any step leaves the server as an undisturbed run does. */
class RestartAnywhereTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aRestartAtAnyExchangeMakesNoDifference() throws Throwable {
        Map<String, String> logs = new HashMap<>();
        try (DisturbedPipelines field = new DisturbedPipelines()) {
            sessions.then(j -> {
                Controller.connect(j, field.urls());
                Controller.startAll(j, DisturbedPipelines.scripts(field.calm.values()));
                logs.putAll(Controller.finishAll(j, DisturbedPipelines.scripts(field.calm.values())));
                field.plan(
                        DisturbedPipeline.Hold.BEFORE,
                        DisturbedPipeline.Hold.ANSWER_LOST,
                        DisturbedPipeline.Hold.IN_FLIGHT);
                Controller.connect(j, field.urls());
                Controller.startAll(j, DisturbedPipelines.scripts(field.held));
                field.awaitHeld();
            });
            field.release();
            sessions.then(j -> logs.putAll(Controller.finishAll(j, DisturbedPipelines.scripts(field.held))));
            field.assertNoDifference(logs);
        }
    }
}
