package io.jenkins.plugins.planetscale.steps.decision;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowExecution;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.DecisionClient;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts between a decision and its end. */
class DecisionRestartTest {
    private static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true\n";
    private static final String WINDOW = STAGE + """
            planetscaleApply deployRequest: 1
            def window = planetscaleRevertWindow(deployRequest: 1) { semaphore 'check' }
            echo "window ${window.outcome} by ${window.decidedBy}: ${window.reason}"
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private DecisionClient desk(JenkinsRule j) {
        return new DecisionClient(
                j,
                site,
                Jenkins.get().getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1));
    }

    private void hold(String method, String path) {
        site.server.faults().add(FaultRule.on(method, path).resetBefore().forever());
    }

    @Test
    void whatTheControllerCarriesOutGoesOnOnce() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", STAGE));
            hold("POST", "/apply-deploy$");
            assertEquals(200, desk(j).post("approver", "apply").status());
            await().atMost(TestLimits.HANGING).until(() -> desk(j).tried("/apply-deploy"));
        });
        assertEquals(0, DecisionClient.sent(site, "/apply-deploy"));
        site.server.faults().clear();
        sessions.then(j -> {
            DecisionClient desk = desk(j);
            desk.awaitOutcome("APPLIED");
            assertEquals(1, desk.entry().getDecisions().size());
            assertEquals("approver", desk.entry().getDecisions().get(0).getBy());
            assertNull(PendingDecisions.get().about(desk.entry()));
        });
        assertEquals(1, DecisionClient.sent(site, "/apply-deploy"));
        assertEquals(1, DecisionClient.sent(site, "/reviews"));
    }

    @Test
    void whatIsWrittenDownBeforeItsFirstCallCounts() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", STAGE));
            hold(null, null);
            assertEquals(200, desk(j).post("approver", "apply").status());
        });
        site.server.faults().clear();
        sessions.then(j -> {
            desk(j).awaitOutcome("APPLIED");
            assertEquals(409, desk(j).post("ainsley", "apply").status());
        });
        assertEquals(1, DecisionClient.sent(site, "/apply-deploy"));
    }

    @Test
    void whatTheBuildKnowsToBeOverIsNotCarriedOutLate() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", STAGE));
            hold(null, null);
            DecisionClient desk = desk(j);
            assertEquals(200, desk.post("approver", "apply").status());
            PendingDecision pending = PendingDecisions.get().about(desk.entry());
            ReleaseRecorder.decided(
                    desk.run(), DecisionClient.DATABASE, 1, pending.entry().finished("The disk was full."));
        });
        site.server.faults().clear();
        sessions.then(j -> {
            DecisionClient desk = desk(j);
            await().atMost(TestLimits.HANGING)
                    .until(() -> PendingDecisions.get().about(desk.entry()) == null);
            assertEquals("The disk was full.", desk.awaitProblem());
            assertEquals(RecordedOutcome.STAGED, desk.entry().getOutcome());
        });
        assertEquals(0, DecisionClient.sent(site, "/apply-deploy"));
    }

    /** Of a step that was given no number. */
    @Test
    void whatTheStepOfAnotherBuildDrivesIsLeftToItFromTheFirstMomentAfterTheRestart() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", STAGE));
            hold(null, null);
            LocalPlanetScaleFixture.job("apply", "planetscaleApply branch: 'dev'")
                    .scheduleBuild2(0)
                    .waitForStart();
            await().until(() -> refusal(j).contains("is controlled by planetscaleApply in apply #1"));
            site.server.faults().clear();
            hold("POST", "/apply-deploy$");
            await().atMost(TestLimits.HANGING).until(() -> desk(j).tried("/apply-deploy"));
            site.server.faults().clear();
            hold(null, null);
        });
        sessions.then(j -> {
            assertTrue(refusal(j).contains("is controlled by planetscaleApply in apply #1"), refusal(j));
            site.server.faults().clear();
            WorkflowRun apply =
                    j.jenkins.getItemByFullName("apply", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(apply));
        });
        assertEquals(1, DecisionClient.sent(site, "/apply-deploy"));
    }

    private String refusal(JenkinsRule j) throws Exception {
        return refusal(j, "approver");
    }

    private String refusal(JenkinsRule j, String user) throws Exception {
        DecisionClient.Response told = desk(j).post(user, "apply");
        assertEquals(409, told.status());
        return told.message();
    }

    @Test
    void aRefusalInAnotherBuildOutlivesTheController() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", STAGE));
            WorkflowRun apply = ApprovalPipelines.start(LocalPlanetScaleFixture.job(
                    "apply", "planetscaleApply deployRequest: 1, approval: [submitters: 'ainsley'], onAbort: 'leave'"));
            ApprovalPipelines.answer(apply, "ainsley", false);
            j.waitForCompletion(apply);
        });
        sessions.then(j -> {
            assertTrue(refusal(j, "ainsley").contains("was refused by ainsley"), refusal(j, "ainsley"));
            assertEquals(403, desk(j).post("approver", "apply").status());
        });
        assertEquals(0, DecisionClient.sent(site, "/apply-deploy"));
    }

    @Test
    void aStepThatHoldsTheWindowCarriesItOutAfterTheRestart() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            WorkflowRun run = LocalPlanetScaleFixture.job("release", WINDOW)
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("check/1", run);
            hold("POST", "/revert$");
            DecisionClient.Response told = desk(j).post("reverter", "revert");
            assertEquals(200, told.status(), told.text());
            assertTrue(told.message().contains("reverts it now"), told.message());
            DecisionClient.Response second = desk(j).post("admin", "keep");
            assertEquals(409, second.status());
            assertTrue(second.message().contains("is already being reverted: ordered by reverter at"), second.text());
        });
        site.server.faults().clear();
        sessions.then(j -> {
            DecisionClient desk = desk(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(desk.run()));
            j.assertLogContains("window REVERTED by reverter: the revert was ordered by reverter at", desk.run());
            assertEquals(RecordedOutcome.REVERTED, desk.entry().getOutcome());
            assertEquals(1, desk.entry().getDecisions().size());
            assertNull(desk.entry().openDecision());
            assertNull(desk.entry().getDecisions().get(0).getProblem());
            assertEquals(1, desk.sent("/revert"));
        });
    }

    @Test
    void aDecisionThatTheStepNeverHeardOfCounts() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            WorkflowRun run = LocalPlanetScaleFixture.job("release", WINDOW)
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("check/1", run);
            RevertWindowExecution step =
                    (RevertWindowExecution) RunningSteps.of(desk(j).entry()).get(0);
            ReleaseRecorder.decided( // as it is when Jenkins is killed directly afterwards
                    run,
                    DecisionClient.DATABASE,
                    1,
                    new DecisionRecord(DecisionKind.KEEP, "reverter", 0)
                            .begun("written", step.buildContext().marker().token()));
        });
        sessions.then(j -> {
            DecisionClient desk = desk(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(desk.run()));
            j.assertLogContains("window KEPT by reverter: kept by reverter at", desk.run());
            assertEquals(1, desk.sent("/skip-revert"));
        });
    }
}
