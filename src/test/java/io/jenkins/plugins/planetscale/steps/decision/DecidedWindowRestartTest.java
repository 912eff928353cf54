package io.jenkins.plugins.planetscale.steps.decision;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.testing.DecisionClient;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is down from a decision until after the time of the step. */
class DecidedWindowRestartTest {
    private static final Duration TIME = Duration.ofSeconds(40);
    private static final String WINDOW = """
            def window = planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1', timeout: '%ds') {
                semaphore 'check'
                error 'orders are lost'
            }
            echo "window ${window.outcome}"
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whatWasDecidedInTimeIsCarriedOutAfterwards() throws Throwable {
        Instant[] over = {null};
        sessions.then(j -> {
            site.configure().live("dev");
            WorkflowRun run = LocalPlanetScaleFixture.job("release", WINDOW.formatted(TIME.toSeconds()))
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("check/1", run);
            over[0] = Instant.now().plus(TIME);
            // nothing that follows the decision reaches PlanetScale, so the operation is not written down with it
            site.server.faults().add(FaultRule.on(null, null).resetBefore().forever());
            SemaphoreStep.success("check/1", null);
            j.waitForMessage("Check 1 of deploy request #1 failed", run);
            Instant decided = Instant.now().plusSeconds(2);
            await().until(() -> Instant.now().isAfter(decided));
        });
        await().atMost(TIME.plusSeconds(10)).until(() -> Instant.now().isAfter(over[0]));
        site.server.faults().clear();
        sessions.then(j -> {
            WorkflowRun run = Jenkins.get()
                    .getItemByFullName("release", WorkflowJob.class)
                    .getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("window REVERTED", run);
        });
        assertEquals(1, DecisionClient.sent(site, "/revert"));
    }
}
