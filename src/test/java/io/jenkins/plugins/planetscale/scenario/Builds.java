package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The first builds of jobs, as a test sees them from either side of a restart. */
final class Builds {
    private Builds() {}

    static WorkflowRun start(String job, String script) throws Exception {
        return Objects.requireNonNull(LocalPlanetScaleFixture.job(job, script).scheduleBuild2(0))
                .waitForStart();
    }

    static WorkflowRun of(String job) {
        WorkflowRun run =
                Jenkins.get().getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
        assertNotNull(run, job);
        return run;
    }

    /** Waits for the log to say it. */
    static void says(String text, WorkflowRun run) {
        await(run + " says: " + text)
                .atMost(TestLimits.HANGING)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> JenkinsRule.getLog(run).contains(text));
    }

    static String ends(Result expected, WorkflowRun run) throws Exception {
        await(run + " ends")
                .atMost(TestLimits.HANGING)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !run.isLogUpdated());
        String log = JenkinsRule.getLog(run);
        assertEquals(expected, run.getResult(), log);
        return log;
    }

    /** How often the text occurs in the log. */
    static int count(String text, String log) {
        return (log.length() - log.replace(text, "").length()) / text.length();
    }
}
