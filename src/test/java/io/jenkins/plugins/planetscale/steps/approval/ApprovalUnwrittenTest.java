package io.jenkins.plugins.planetscale.steps.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.BlockedFile;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.io.IOException;
import java.net.URL;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The disk fails while a person answers: the answer counts once it is written, and not before. */
@WithSharedJenkins
class ApprovalUnwrittenTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private WorkflowRun start(JenkinsRule j) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev");
        return ApprovalPipelines.start("release", "", "");
    }

    @Test
    void anAnswerThatCannotBeWrittenDoesNotCountAndThePersonIsToldByWhicheverDoor(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicApiToken("ainsley");
        try (BlockedFile build = BlockedFile.of(run, "build.xml")) {
            for (String verb : new String[] {"approve", "reject"}) {
                URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale/decision/" + verb);
                WebResponse answer =
                        client.getPage(new WebRequest(url, HttpMethod.POST)).getWebResponse();
                assertEquals(500, answer.getStatusCode(), verb);
                String told = answer.getContentAsString();
                assertTrue(told.contains("cannot be written into the build and does not count"), told);
                assertTrue(told.contains("Deploy request #1 of mechanica/logistics still waits"), told);
            }
            CLICommandInvoker.Result cli = new CLICommandInvoker(j, new ApproveCommand())
                    .asUser("ainsley")
                    .invokeWithArgs("release", "1");
            assertEquals(5, cli.returnCode());
            assertTrue(cli.stderr().contains("cannot be written into the build and does not count"), cli.stderr());
            assertNull(ApprovalPipelines.awaitApprovalRequest(run).answer());
        }
        assertEquals(0, ApprovalPipelines.cutovers(site));
        ApprovalPipelines.answer(run, "approver", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("live APPLIED by approver", run);
        j.assertLogNotContains("ainsley", run);
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    @Test
    void anAnswerDoesNotCountWhileItIsBeingWritten(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        ApprovalRequest approvalRequest = ApprovalPipelines.awaitApprovalRequest(run);
        DecisionRecord lost = new DecisionRecord(DecisionKind.APPROVE, "ainsley", 1);
        assertThrows(
                IOException.class,
                () -> approvalRequest.answer(lost, answer -> {
                    assertNull(approvalRequest.answer(), "the step would cut over");
                    assertTrue(approvalRequest.isOpen());
                    assertNull(approvalRequest.getOutcome());
                    throw new IOException("the disk is full");
                }));
        assertTrue(approvalRequest.isOpen());
        DecisionRecord kept = new DecisionRecord(DecisionKind.REJECT, "approver", 2);
        assertSame(kept, approvalRequest.answer(kept, answer -> run.save()));
        assertSame(kept, approvalRequest.answer());
        run.getExecutor().interrupt();
        j.waitForCompletion(run);
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void anApprovalThatIsWrittenCountsAlsoWhereTheEndOfThePauseCannotBe(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        String node = "workflow/" + ApprovalPipelines.awaitApprovalRequest(run).getId() + ".xml";
        try (BlockedFile pause = BlockedFile.of(run, node)) {
            ApprovalPipelines.answer(run, "ainsley", true);
            j.waitForMessage("live APPLIED by ainsley", run);
        }
        j.waitForCompletion(run);
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    @Test
    void itIsAskedAlsoWhereTheQuestionCannotBeWritten(JenkinsRule j) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev");
        var release = LocalPlanetScaleFixture.job("release", """
                planetscaleDeployRequest branch: 'dev'
                semaphore 'checked'
                """ + ApprovalPipelines.script("", ""));
        WorkflowRun run = release.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("checked/1", run);
        try (BlockedFile build = BlockedFile.of(run, "build.xml")) {
            SemaphoreStep.success("checked/1", null);
            ApprovalPipelines.awaitApprovalRequest(run);
            j.waitForMessage("Deploy request #1 waits for an approval by", run);
        }
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
