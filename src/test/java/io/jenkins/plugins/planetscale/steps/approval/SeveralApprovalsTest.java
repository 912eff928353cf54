package io.jenkins.plugins.planetscale.steps.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** One build asks for several approvals: each answer is for the change that it was given for. */
@WithSharedJenkins
class SeveralApprovalsTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;

    @BeforeEach
    void people(JenkinsRule rule) throws Exception {
        j = rule;
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev");
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** A second database, whose deploy requests have the same numbers. */
    static void billing(LocalPlanetScaleFixture site) {
        Database billing = site.server.world().database("mechanica", "billing");
        billing.branch("main").schema(LocalPlanetScaleFixture.SCHEMA);
        billing.timings().immediate();
        billing.branch("dev").schema(LocalPlanetScaleFixture.SCHEMA).ddl("ALTER TABLE orders ADD COLUMN vat int");
    }

    /** Builds a release of both databases at once. */
    static WorkflowRun sideBySide(String job) throws Exception {
        return LocalPlanetScaleFixture.job(job, """
                def release(database) {
                    planetscaleDeployRequest branch: 'dev', database: database
                    def live = planetscaleApply branch: 'dev', database: database, approval: [message: database]
                    echo "${database} ${live.outcome} by ${live.approvedBy}"
                }
                parallel logistics: { release('logistics') }, billing: { release('billing') }
                """).scheduleBuild2(0).waitForStart();
    }

    private static ApprovalRequest of(Run<?, ?> run, String database) {
        return ApprovalPipelines.awaitApprovalRequests(run, 2).stream()
                .filter(approvalRequest -> approvalRequest.getDatabase().equals("mechanica/" + database))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneAfterTheOtherIsAskedAndAnsweredForItself() throws Exception {
        var release = LocalPlanetScaleFixture.job("release", """
                planetscaleDeployRequest branch: 'dev'
                def first = planetscaleApply deployRequest: 1, approval: [submitters: 'ainsley']
                planetscaleRevertWindow(deployRequest: 1) { }
                planetscaleBranch name: 'dev2'
                semaphore 'between'
                planetscaleDeployRequest branch: 'dev2'
                def second = planetscaleApply deployRequest: 2, approval: [submitters: 'approver']
                echo "first by ${first.approvedBy}, second by ${second.approvedBy}"
                """);
        WorkflowRun run = ApprovalPipelines.start(release, new Cause.UserIdCause("starter"));
        ApprovalRequest first = ApprovalPipelines.awaitApprovalRequest(run);
        ApprovalPipelines.answer(run, "ainsley", true);
        SemaphoreStep.waitForStart("between/1", run);
        site.database.branch("dev2").ddl("ALTER TABLE orders ADD COLUMN vat int");
        SemaphoreStep.success("between/1", null);
        ApprovalRequest second = ApprovalPipelines.awaitApprovalRequest(run);
        assertEquals(2, second.getNumber());
        assertEquals(1, ApprovalPipelines.cutovers(site), "the first approval is not for the second change");

        DecisionRejectedException told = assertThrows(
                DecisionRejectedException.class, () -> ApprovalPipelines.answer(run, first, "ainsley", true));
        assertEquals(409, told.status());
        assertTrue(told.getMessage().startsWith("Deploy request #1 of mechanica/logistics was already approved"));
        ApprovalPipelines.refused(403, run, "ainsley");
        assertTrue(second.isOpen());

        ApprovalPipelines.answer(run, "approver", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("first by ainsley, second by approver", run);
        assertEquals(2, ApprovalPipelines.cutovers(site));
        assertEquals(2, ApprovalPipelines.comments(site));
    }

    @Test
    void inParallelEachWaitsForItsOwn() throws Exception {
        billing(site);
        WorkflowRun run = sideBySide("release");
        ApprovalRequest billing = of(run, "billing");
        ApprovalRequest logistics = of(run, "logistics");
        assertFalse(billing.getId().equals(logistics.getId()));
        String told = ApprovalPipelines.refused(409, run, "ainsley");
        assertTrue(told.contains("#1 of mechanica/billing") && told.contains("#1 of mechanica/logistics"), told);

        ApprovalPipelines.answer(run, billing, "ainsley", true);
        j.waitForMessage("billing APPLIED by ainsley", run);
        assertTrue(logistics.isOpen());
        assertEquals(List.of(logistics), run.getAction(ApprovalAction.class).getOpenRequests());
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());

        ApprovalPipelines.answer(run, "approver", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("logistics APPLIED by approver", run);
        assertEquals(2, ApprovalPipelines.cutovers(site));
        assertEquals(2, ApprovalPipelines.comments(site));
    }

    @Test
    void aRefusalInOneBranchLeavesTheOtherItsApproval() throws Exception {
        billing(site);
        WorkflowRun run = sideBySide("release");
        ApprovalRequest logistics = of(run, "logistics");
        ApprovalPipelines.answer(run, of(run, "billing"), "ainsley", false);
        j.waitForMessage("Deploy request #1 was refused by", run);
        assertTrue(logistics.isOpen());
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("logistics APPLIED by ainsley", run);
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    @Test
    void theCommandLineTellsThemApartByTheirDatabase() throws Exception {
        billing(site);
        WorkflowRun run = sideBySide("release");
        ApprovalRequest logistics = of(run, "logistics");
        CLICommandInvoker.Result unclear = cli("release", "1", "--deploy-request", "1");
        assertEquals(5, unclear.returnCode());
        assertTrue(unclear.stderr().contains("#1 of mechanica/billing"), unclear.stderr());
        assertEquals(5, cli("release", "1", "--database", "ing").returnCode());
        assertEquals(0, cli("release", "1", "--database", "billing").returnCode());
        j.waitForMessage("billing APPLIED by ainsley", run);
        assertTrue(logistics.isOpen());
        assertEquals(
                0,
                cli("release", "1", "--database", "mechanica/logistics", "--deploy-request", "1")
                        .returnCode());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    private CLICommandInvoker.Result cli(String... args) {
        return new CLICommandInvoker(j, new ApproveCommand()).asUser("ainsley").invokeWithArgs(args);
    }
}
