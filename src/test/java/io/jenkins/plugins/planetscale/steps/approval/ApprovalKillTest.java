package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is killed while changes stand at their gates, and directly after an approval. */
class ApprovalKillTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void aKilledControllerAsksAgainOrCountsWhatWasApproved() throws Throwable {
        try (LocalPlanetScaleFixture site = new LocalPlanetScaleFixture()) {
            site.devBranch("dev");
            controller.startJenkins();
            controller.runRemotely(ApprovalKillTest::begin, site.server.url());
            controller.stopJenkinsForcibly();
            controller.startJenkins();
            site.server.faults().add(FaultRule.on("GET", "/reviews$").forever().delay(Duration.ofMinutes(5)));
            controller.runRemotely(ApprovalKillTest::approve); // held in what comes before the cutover
            controller.stopJenkinsForcibly();
            assertEquals(0, ApprovalPipelines.cutovers(site));
            site.server.faults().clear();
            controller.startJenkins();
            controller.runRemotely(ApprovalKillTest::finish);
            assertEquals(1, ApprovalPipelines.cutovers(site));
            assertEquals(1, ApprovalPipelines.comments(site));
        }
    }

    // the test's classes and the plugin's are not of one class loader there, so only what is public can be used

    private static void begin(JenkinsRule j, String url) throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false); // one that the next Jenkins can read
        realm.createAccount("ainsley", "a password");
        j.jenkins.setSecurityRealm(realm);
        j.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        LocalPlanetScaleFixture.connect(url);
        LocalPlanetScaleFixture.job(
                        "release",
                        "planetscaleDeployRequest branch: 'dev'\n"
                                + ApprovalPipelines.script("submitters: 'ainsley'", ""))
                .scheduleBuild2(0)
                .waitForStart();
        awaitOpen();
    }

    private static WorkflowRun run() {
        return Jenkins.get().getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
    }

    private static ApprovalAction awaitOpen() {
        await().atMost(TestLimits.HANGING).until(() -> {
            ApprovalAction action = run().getAction(ApprovalAction.class);
            return action != null && !action.getOpenRequests().isEmpty();
        });
        return run().getAction(ApprovalAction.class);
    }

    private static void approve(JenkinsRule j) throws Exception {
        ApprovalAction action = awaitOpen();
        try (var as = ACL.as2(User.getById("ainsley", true).impersonate2())) {
            new ApprovalService(run()).answer(action.getOpenRequests().get(0), DecisionKind.APPROVE, null);
        }
        assertTrue(action.getRequests().get(0).getOutcome().startsWith("approved by ainsley"));
    }

    private static void finish(JenkinsRule j) throws Exception {
        j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        j.assertLogContains("live APPLIED by ainsley", run());
    }
}
