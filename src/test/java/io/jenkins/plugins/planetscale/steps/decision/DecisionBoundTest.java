package io.jenkins.plugins.planetscale.steps.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequirements;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.BlockedFile;
import io.jenkins.plugins.planetscale.testing.DecisionClient;
import io.jenkins.plugins.planetscale.testing.DecisionTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Nobody applies on a page what an approval keeps from them, asked for or still to come. */
@WithJenkins
class DecisionBoundTest extends DecisionTestBase {
    private DecisionClient stage;

    /** Stands between the staging and the step that asks for the approval. */
    private DecisionClient atItsTests() throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job(
                        name,
                        STAGE + "semaphore '" + name + "'\n"
                                + "planetscaleApply deployRequest: 1, approval: [notStarter: true]")
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("starter")))
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        DecisionClient desk = new DecisionClient(j, site, run);
        assertEquals(RecordedOutcome.STAGED, desk.entry().getOutcome());
        return desk;
    }

    private void assertRefused(DecisionClient desk, int status, String user, String why) throws Exception {
        DecisionClient.Response told = desk.post(user, "apply");
        assertEquals(status, told.status(), told.text());
        assertTrue(told.message().contains(why), told.message());
        assertFalse(shows(desk, user), "a button that does nothing");
        assertEquals(0, desk.sent("/apply-deploy"));
    }

    private static boolean shows(DecisionClient desk, String user) throws Exception {
        JenkinsRule.WebClient client = desk.j().createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return client.login(user).getPage(desk.run(), "planetscale").getForms().stream()
                .anyMatch(form -> form.getNameAttribute().equals("planetscale-apply-1"));
    }

    @Test
    void aBuildThatRunsMayStillAsk() throws Exception {
        DecisionClient desk = atItsTests();
        assertRefused(desk, 409, "starter", "still runs and may ask for an approval");
        SemaphoreStep.success(name + "/1", null);
        ApprovalPipelines.awaitApprovalRequest(desk.run());
        ApprovalPipelines.answer(desk.run(), "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(desk.run()));
        assertEquals(1, desk.sent("/apply-deploy"));
    }

    @Test
    void aBuildThatWasEndedBeforeItAskedIsRunAgain() throws Exception {
        DecisionClient desk = atItsTests();
        desk.run().getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(desk.run()));
        assertRefused(desk, 409, "starter", "ended before it could ask for an approval");
    }

    /** The build of one job staged it, the build of another asked for the approval. */
    private WorkflowRun askedByAnotherJob() throws Exception {
        stage = new DecisionClient(j, site, j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, STAGE)));
        WorkflowRun release = ApprovalPipelines.start(
                LocalPlanetScaleFixture.job(
                        name + "-release",
                        "planetscaleApply deployRequest: 1, onAbort: 'leave',"
                                + " approval: [submitters: 'ainsley,starter', notStarter: true]"),
                new Cause.UserIdCause("starter"));
        return release;
    }

    @Test
    void aRefusalBindsThePagesOfOtherBuilds() throws Exception {
        WorkflowRun release = askedByAnotherJob();
        ApprovalPipelines.answer(release, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(release));
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
        assertRefused(stage, 403, "approver", "is not one of those who may decide about");
        assertRefused(stage, 403, "starter", "started the build that asked");
        assertRefused(stage, 409, "ainsley", "was refused by ainsley");
    }

    @Test
    void whatAnApprovalDemandedStillHoldsWhenItWasNeverAnswered() throws Exception {
        WorkflowRun release = askedByAnotherJob();
        release.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(release));
        assertRefused(stage, 403, "approver", "is not one of those who may decide about");
        assertEquals(200, stage.post("ainsley", "apply").status());
        stage.awaitOutcome("APPLIED");
        assertNull(ApprovalRequirements.get().about(stage.entry()), "kept after it went live");
    }

    @Test
    void anApprovalThatIsAskedForAgainReplacesTheRefusedOne() throws Exception {
        WorkflowRun release = askedByAnotherJob();
        ApprovalPipelines.answer(release, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(release));
        WorkflowRun again = ApprovalPipelines.start(release.getParent(), new Cause.UserIdCause("canceller"));
        ApprovalPipelines.answer(again, "starter", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(again));
        assertEquals(1, stage.sent("/apply-deploy"));
        assertNull(ApprovalRequirements.get().about(stage.entry()), "kept after it went live");
    }

    @Test
    void aFullDiskKeepsNobodyFromAsking() throws Exception {
        try (BlockedFile blocked = BlockedFile.of(ApprovalRequirements.class)) {
            WorkflowRun release = askedByAnotherJob();
            j.waitForMessage("the pages of other builds will not know", release);
            ApprovalPipelines.answer(release, "ainsley", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(release));
        }
        assertEquals(1, stage.sent("/apply-deploy"));
    }
}
