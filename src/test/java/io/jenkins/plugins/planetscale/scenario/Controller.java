package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done in the controller, in this JVM or in one of its own; so all that goes in and out is plain data. */
final class Controller {
    private Controller() {}

    static void connect(JenkinsRule j, LinkedHashMap<String, String> urls) throws Exception {
        Connections.set(urls);
    }

    static void startAll(JenkinsRule j, LinkedHashMap<String, String> scripts) throws Exception {
        for (Map.Entry<String, String> job : scripts.entrySet()) {
            Builds.start(job.getKey(), job.getValue());
        }
    }

    /** Waits for the end of the first builds of the jobs; gives their logs. */
    static HashMap<String, String> finishAll(JenkinsRule j, LinkedHashMap<String, String> scripts) throws Exception {
        HashMap<String, String> logs = new HashMap<>();
        for (String job : scripts.keySet()) {
            WorkflowRun run = Builds.of(job);
            await(job)
                    .atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !run.isLogUpdated());
            assertNull(run.getNextBuild(), () -> "Jenkins built " + job + " twice");
            logs.put(job, JenkinsRule.getLog(run));
        }
        return logs;
    }

    /** What builds have made and not removed, a line each. */
    static String registered(JenkinsRule j) {
        return EphemeralRegistry.get().list().stream()
                .map(entry -> entry.run() + " " + entry.kind() + " " + entry.branch())
                .collect(Collectors.joining("\n"));
    }
}
