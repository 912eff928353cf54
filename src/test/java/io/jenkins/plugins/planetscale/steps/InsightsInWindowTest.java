package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code planetscaleRevertWindow(watch: …)}: query insights beside the checks. */
@WithJenkins
class InsightsInWindowTest {
    private static final String RELEASE = """
            def request = planetscaleDeployRequest branch: 'dev', stage: true
            planetscaleApply deployRequest: request.number
            def window = planetscaleRevertWindow(
                    deployRequest: request.number, every: '30s', onSuccess: 'expire', watch: %s) {
                echo 'check passed'
            }
            echo "window ${window.outcome}: ${window.reason}"
            """;
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRegressionRevertsAlthoughTheChecksPass(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = Site.job("release", RELEASE.formatted("['anomalies']"))
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("check passed", run);
        site.database.anomaly("main", "select * from webhook_messages");
        site.server.clock().advance(Duration.ofMinutes(3));
        j.assertBuildStatus(Result.SUCCESS, j.waitForCompletion(run));
        j.assertLogContains("window REVERTED: query insights show a regression", run);
        assertTrue(site.server.world().dump().contains("closed complete_revert"));
    }

    @Test
    void anUnknownSignalIsRefusedWithTheListOfThoseThereAre(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Site.job("release", RELEASE.formatted("['cpu']")));
        j.assertLogContains("watch: \"cpu\" is not known; use errors, latency or anomalies.", run);
    }
}
