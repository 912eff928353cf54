package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyExecution;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the approval does to the step, the build and the deploy request. */
@WithSharedJenkins
class ApprovalTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private WorkflowRun start(JenkinsRule j, String approval, String more) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev");
        return ApprovalPipelines.start("release", approval, more);
    }

    @Test
    void thePermissionsAreKnownToAuthorizationStrategies(JenkinsRule j) {
        PermissionGroup group = PermissionGroup.getAll().stream()
                .filter(one -> one.title.toString().equals("PlanetScale"))
                .findFirst()
                .orElseThrow();
        assertEquals(2, group.getPermissions().size());
        Permission approve = Permission.fromId("io.jenkins.plugins.planetscale.steps.PlanetScalePermissions.Approve");
        assertEquals(PlanetScalePermissions.APPROVE, approve);
        assertTrue(approve.isContainedBy(PermissionScope.ITEM));
        assertTrue(approve.isContainedBy(PermissionScope.RUN));
        assertEquals(Jenkins.ADMINISTER, PlanetScalePermissions.REVERT.impliedBy);
    }

    @Test
    void nothingIsLiveBeforeTheApprovalAndTheBuildSaysWhoIsWaitedFor(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'ainsley, releasers', timeout: '8h', notStarter: true", "");
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
        assertEquals(0, ApprovalPipelines.cutovers(site));
        ApprovalRequest approvalRequest = ApprovalPipelines.approvalRequest(run);
        assertEquals("dev", approvalRequest.getBranch());
        assertEquals("main", approvalRequest.getInto());
        assertTrue(
                approvalRequest.getDiff().get("customers").contains("webhook_url"),
                approvalRequest.getDiff().toString());
        j.waitForMessage("waits for an approval by ainsley, releasers, but not starter who started the build", run);
        String status = status();
        assertTrue(status.contains("staged and waits for an approval by ainsley, releasers"), status);
        FlowExecution execution = run.getExecution();
        FlowNode node = execution.getNode(approvalRequest.node());
        assertTrue(PauseAction.isPaused(node));
        assertEquals("symbol-hourglass", run.getAction(ReleaseAction.class).getIconFileName());
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertFalse(PauseAction.isPaused(execution.getNode(approvalRequest.node())));
        assertEquals(
                "symbol-release plugin-planetscale",
                run.getAction(ReleaseAction.class).getIconFileName());
    }

    private static String status() throws Exception {
        StringBuilder status = new StringBuilder();
        StepExecution.acceptAll(ApplyExecution.class, execution -> status.append(execution.getStatus()))
                .get();
        return status.toString();
    }

    @Test
    void anApprovalIsRecordedInTheBuildTheLogTheValueAndOnTheDeployRequest(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "", "");
        ApprovalPipelines.answer(run, "ainsley", true);
        DecisionRecord made = entry(run).getDecisions().get(0);
        assertEquals(DecisionKind.APPROVE, made.getKind(), "as soon as it is approved");
        assertEquals("ainsley", made.getBy());
        assertEquals(ApprovalAction.requestsOf(run).get(0).getId(), made.getShown());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("Deploy request #1 was approved by ainsley at ", run);
        j.assertLogContains("live APPLIED by ainsley", run);
        assertTrue(made.getAt() > 0);
        assertEquals(1, ApprovalPipelines.comments(site));
        var comment = site.server.exchanges().stream()
                .filter(exchange -> exchange.path().endsWith("/reviews"))
                .filter(exchange -> exchange.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertTrue(comment.body().contains("The cutover was approved by ainsley at 2"), comment.body());
        assertTrue(comment.body().contains("release #1"), comment.body());
        int commented = site.server.exchanges().indexOf(comment);
        assertTrue(site.server.exchanges().stream().skip(commented).anyMatch(exchange -> exchange.path()
                .endsWith("/apply-deploy")));
    }

    private static ReleaseRecord entry(WorkflowRun run) {
        return run.getAction(ReleaseRecordAction.class).getEntries().stream()
                .filter(entry -> entry.getName().equals("#1"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTokenThatMayNotCommentDoesNotFailTheRelease(JenkinsRule j) throws Exception {
        site.server
                .world()
                .token(
                        LocalPlanetScaleFixture.TOKEN_ID,
                        LocalPlanetScaleFixture.TOKEN_SECRET,
                        "mechanica",
                        "read_branch",
                        "create_deploy_request",
                        "read_deploy_request",
                        "read_database");
        WorkflowRun run = start(j, "", "");
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("The approval is not noted as a comment on deploy request #1", run);
        j.assertLogContains("review_deploy_request", run);
        assertEquals(0, ApprovalPipelines.comments(site));
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    @Test
    void aRefusalAbortsTheBuildByItsPolicyAndNamesWho(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "", ", onAbort: 'close'");
        ApprovalPipelines.answer(run, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("ainsley refused the cutover of deploy request #1 of mechanica/logistics", run);
        assertEquals("closed", site.database.deployRequest(1).state());
        assertEquals(0, ApprovalPipelines.cutovers(site));
        var causes = run.getAction(InterruptedBuildAction.class).getCauses();
        assertEquals("ainsley", ((ApprovalRefused) causes.get(0)).getUserId());
        assertTrue(run.getAction(ApprovalAction.class)
                .getRequests()
                .get(0)
                .getOutcome()
                .startsWith("refused by ainsley"));
    }

    @Test
    void whenNobodyApprovesInTimeThePolicyRunsAndTheMessageSaysHowToGoOn(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "timeout: '2s'", ", onAbort: 'cancel'");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("Nobody approved the cutover of Deploy request #1 of mechanica/logistics until", run);
        j.assertLogContains("planetscaleApply deployRequest: 1", run);
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
        assertNull(ApprovalPipelines.approvalRequest(run));
    }

    @Test
    void withoutAnotherPolicyItStaysStagedWhenNobodyApprovesInTime(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "timeout: '1s'", "");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("was left", run);
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
    }

    @Test
    void whenTheDeployRequestWasClosedMeanwhileTheApproverIsTold(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "", "");
        site.database.deployRequest(1).force("complete_cancel");
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        String outcome =
                run.getAction(ApprovalAction.class).getRequests().get(0).getOutcome();
        assertTrue(outcome.startsWith("approved by ainsley"), outcome);
        assertTrue(outcome.contains("was cancelled before its cutover"), outcome);
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void anAbortedBuildDoesNotAskAnyMore(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "", ", onAbort: 'cancel'");
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertNull(ApprovalPipelines.approvalRequest(run));
        String told = ApprovalPipelines.refused(409, run, "ainsley");
        assertTrue(told.contains("does not wait for an approval any more"), told);
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void anApprovalThatIsGivenAsAnEmptyListIsNotTakenForNone(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, LocalPlanetScaleFixture.job("release", """
                planetscaleDeployRequest branch: 'dev'
                planetscaleApply deployRequest: 1, approval: []
                """));
        j.assertLogContains("planetscaleApply: approval is ", run);
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void twoApproversAtOnceHaveOneEffect(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "", "");
        var threads = java.util.concurrent.Executors.newFixedThreadPool(8);
        var told = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < 8; i++) {
            boolean approve = i % 2 == 0;
            threads.execute(() -> {
                try {
                    ApprovalPipelines.answer(run, approve ? "ainsley" : "approver", approve);
                } catch (DecisionRejectedException e) {
                    told.incrementAndGet();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        await().atMost(TestLimits.HANGING).until(() -> told.get() == 7);
        threads.shutdown();
        j.waitForCompletion(run);
        boolean approved = run.getAction(ApprovalAction.class)
                .getRequests()
                .get(0)
                .answer()
                .isApproval();
        assertEquals(approved ? Result.SUCCESS : Result.ABORTED, run.getResult());
        assertEquals(approved ? 1 : 0, ApprovalPipelines.cutovers(site));
        assertEquals(approved ? 1 : 0, ApprovalPipelines.comments(site));
    }
}
