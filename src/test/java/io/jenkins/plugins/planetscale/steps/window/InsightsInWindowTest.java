package io.jenkins.plugins.planetscale.steps.window;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code planetscaleRevertWindow(watch: …)}: query insights beside the checks. */
@WithJenkins
class InsightsInWindowTest extends BlockTestBase {
    private static final String RELEASE = """
            def window = planetscaleRevertWindow(
                    deployRequest: 1, every: '30s', onSuccess: 'expire', watch: %s) {
                echo 'check passed'
            }
            echo "window ${window.outcome}: ${window.reason}"
            """;

    @BeforeEach
    void setUp() {
        site.live("dev");
    }

    @Test
    void aRegressionRevertsAlthoughTheChecksPass() throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job("release", RELEASE.formatted("['anomalies']"))
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("check passed", run);
        site.database.anomaly("main", "select * from webhook_messages");
        site.server.clock().advance(Duration.ofMinutes(3));
        Awaitility.await().atMost(TestLimits.HANGING).until(() -> {
            BlockAssertions.lookNow();
            return !run.isBuilding();
        });
        j.assertBuildStatus(Result.SUCCESS, run);
        j.assertLogContains("window REVERTED: query insights show a regression", run);
        assertTrue(site.server.world().dump().contains("closed complete_revert"));
    }

    @Test
    void anUnknownSignalIsRefusedWithTheListOfThoseThereAre() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, LocalPlanetScaleFixture.job("unknown", RELEASE.formatted("['cpu']")));
        j.assertLogContains("watch: \"cpu\" is not known; use errors, latency or anomalies.", run);
    }
}
