package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyExecution;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import io.jenkins.plugins.planetscale.steps.runtime.OperationSnapshot;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.BlockedFile;
import io.jenkins.plugins.planetscale.testing.ExecutionStates;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while a change stands at its gate. */
class ApprovalRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private void begin(String approval) throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            ApprovalPipelines.start("release", approval, ", onAbort: 'cancel'");
        });
    }

    private static WorkflowRun run() {
        return Jenkins.get().getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    void itIsAskedAgainAfterARestart() throws Throwable {
        begin("submitters: 'ainsley'");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            assertEquals(0, ApprovalPipelines.cutovers(site));
            ApprovalPipelines.awaitApprovalRequest(run());
            assertEquals(1, run().getAction(ApprovalAction.class).getRequests().size());
            ApprovalPipelines.answer(run(), "ainsley", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        });
        assertEquals(1, ApprovalPipelines.cutovers(site));
        assertEquals(1, ApprovalPipelines.comments(site));
    }

    @Test
    void aTargetThatChangedSinceItWasShownIsNotCutOverInto() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("check", "planetscaleDeployRequest branch: 'dev'"));
            ApprovalPipelines.awaitApprovalRequest(
                    LocalPlanetScaleFixture.job("release", ApprovalPipelines.script("", ""))
                            .scheduleBuild2(0)
                            .waitForStart());
        });
        site.server.clock().advance(Duration.ofMinutes(1));
        site.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN parcels int");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
            j.assertLogContains(
                    "was not cut over: in the schema of \"main\", logistics.customers was changed at", run());
        });
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void anApprovalThatWasWrittenDownBeforeTheCrashCounts() throws Throwable {
        begin("");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            deafen(ApprovalPipelines.awaitApprovalRequest(run()));
            ApprovalPipelines.answer(run(), "ainsley", true);
        });
        assertEquals(0, ApprovalPipelines.cutovers(site));
        sessions.then(j -> {
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
            j.assertLogContains("live APPLIED by ainsley", run());
        });
        assertEquals(1, ApprovalPipelines.cutovers(site));
        assertEquals(1, ApprovalPipelines.comments(site));
    }

    @Test
    void aRefusalThatWasWrittenDownBeforeTheCrashCounts() throws Throwable {
        begin("");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            deafen(ApprovalPipelines.awaitApprovalRequest(run()));
            ApprovalPipelines.answer(run(), "ainsley", false);
        });
        sessions.then(j -> {
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run()));
            j.assertLogContains("ainsley refused the cutover of deploy request #1", run());
        });
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void whatWasRefusedIsTakenBackAlsoWhereTheStepWasGivenNoNumberAndSentNothing() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            startStaged();
            deafen(ApprovalPipelines.awaitApprovalRequest(run()));
            ApprovalPipelines.answer(run(), "ainsley", false);
        });
        sessions.then(j -> j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run())));
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
    }

    private void startStaged() throws Exception {
        ApprovalPipelines.start(LocalPlanetScaleFixture.job(
                "release",
                "planetscaleDeployRequest branch: 'dev', stage: true\n"
                        + ApprovalPipelines.script("", ", onAbort: 'cancel'")));
    }

    @Test
    void anAnswerToWhatWasShownBeforeIsNoneToWhatIsAskedNow() throws Throwable {
        String[] shown = new String[1];
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            site.open("dev");
            ApprovalPipelines.start(LocalPlanetScaleFixture.job(
                    "release", ApprovalPipelines.script("", ", ifUnchecked: 'apply', onAbort: 'cancel'")));
            shown[0] = ApprovalPipelines.awaitApprovalRequest(run()).getId();
            forgetWhatWasFound();
        });
        site.database.deployRequest(1).force("complete_cancel").actorCloses();
        site.open("dev");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            assertEquals(2, ApprovalPipelines.awaitApprovalRequest(run()).getNumber());
            ApprovalService page = new ApprovalService(run());
            DecisionRejectedException told =
                    assertThrows(DecisionRejectedException.class, () -> page.choose(shown[0], null, 0));
            assertEquals(409, told.status(), told.getMessage());
            ApprovalPipelines.answer(
                    run(), page.choose(ApprovalPipelines.approvalRequest(run()).getId(), null, 0), "ainsley", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        });
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    /** As by a kill before the step was saved with its approval request. */
    private static void forgetWhatWasFound() throws Exception {
        ApplyExecution step = ExecutionStates.executions(ApplyExecution.class).get(0);
        Object main = ExecutionStates.get(OperationExecution.class, step, "main");
        ExecutionStates.set(DurableOperation.class, main, "snapshot", OperationSnapshot.of(step.operation()));
    }

    @Test
    void ofABranchThatTheBuildCheckedNoOtherDeployRequestIsTakenAfterARestart() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            startStaged();
            ApprovalPipelines.awaitApprovalRequest(run());
            forgetWhatWasFound();
        });
        site.database.deployRequest(1).force("complete_cancel").actorCloses();
        site.open("dev");
        sessions.then(j -> {
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
            j.assertLogContains("this build checked deploy request #1 of branch \"dev\"", run());
        });
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void theDeadlineSurvives() throws Throwable {
        begin("timeout: '15s'");
        sessions.then(j -> {
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
            ApprovalRequest approvalRequest =
                    run().getAction(ApprovalAction.class).getRequests().get(0);
            assertEquals(15_000, approvalRequest.getUntil() - approvalRequest.getSince(), 2_000);
            assertTrue(run().getTimeInMillis() + run().getDuration() >= approvalRequest.getUntil());
            j.assertLogContains("Nobody approved the cutover of Deploy request #1", run());
        });
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
    }

    @Test
    void twoThatStandSideBySideAreBothAskedAgain() throws Throwable {
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            site.configure().devBranch("dev");
            SeveralApprovalsTest.billing(site);
            ApprovalPipelines.awaitApprovalRequests(SeveralApprovalsTest.sideBySide("release"), 2);
        });
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            List<ApprovalRequest> open = ApprovalPipelines.awaitApprovalRequests(run(), 2);
            ApprovalPipelines.answer(run(), open.get(1), "ainsley", true);
            ApprovalPipelines.answer(run(), open.get(0), "approver", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
            assertEquals(2, run().getAction(ApprovalAction.class).getRequests().size());
        });
        assertEquals(2, ApprovalPipelines.cutovers(site));
        assertEquals(2, ApprovalPipelines.comments(site));
    }

    @Test
    void anAnswerThatCouldNotBeWrittenDoesNotCountAfterARestart() throws Throwable {
        begin("");
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            ApprovalPipelines.awaitApprovalRequest(run());
            try (BlockedFile build = BlockedFile.of(run(), "build.xml")) {
                ApprovalPipelines.refused(500, run(), "ainsley");
            }
        });
        sessions.then(j -> {
            ApprovalPipelines.people(j);
            ApprovalPipelines.awaitApprovalRequest(run());
            assertEquals(0, ApprovalPipelines.cutovers(site));
            ApprovalPipelines.answer(run(), "approver", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
            j.assertLogContains("live APPLIED by approver", run());
        });
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    /** The step never hears of the answer; it takes its approval request up some time after the restart. */
    private static void deafen(ApprovalRequest approvalRequest) {
        await().until(() -> approvalRequest.gate() != null);
        approvalRequest.gate(null);
    }
}
