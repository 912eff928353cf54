package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
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
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private WorkflowRun start(JenkinsRule j) throws Exception {
        Gatehouse.people(j);
        site.configure().devBranch("dev");
        return Gatehouse.start("release", "", "");
    }

    @Test
    void anAnswerThatCannotBeWrittenDoesNotCountAndThePersonIsToldByWhicheverDoor(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicApiToken("ainsley");
        try (BlockedFile build = BlockedFile.of(run, "build.xml")) {
            for (String verb : new String[] {"proceed", "abort"}) {
                URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale-approval/" + verb);
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
            assertNull(Gatehouse.awaitOffer(run).answer());
        }
        assertEquals(0, Gatehouse.cutovers(site));
        Gatehouse.answer(run, "approver", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("live APPLIED by approver", run);
        j.assertLogNotContains("ainsley", run);
        assertEquals(1, Gatehouse.cutovers(site));
    }

    @Test
    void anAnswerDoesNotCountWhileItIsBeingWritten(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        ApprovalOffer offer = Gatehouse.awaitOffer(run);
        ApprovalOffer.Answer lost = new ApprovalOffer.Answer(true, "ainsley");
        assertThrows(
                IOException.class,
                () -> offer.answer(lost, answer -> {
                    assertNull(offer.answer(), "the step would cut over");
                    assertTrue(offer.isOpen());
                    assertNull(offer.getOutcome());
                    throw new IOException("the disk is full");
                }));
        assertTrue(offer.isOpen());
        ApprovalOffer.Answer kept = new ApprovalOffer.Answer(false, "approver");
        assertSame(kept, offer.answer(kept, answer -> run.save()));
        assertSame(kept, offer.answer());
        run.getExecutor().interrupt();
        j.waitForCompletion(run);
        assertEquals(0, Gatehouse.cutovers(site));
    }

    @Test
    void anApprovalThatIsWrittenCountsAlsoWhereTheEndOfThePauseCannotBe(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j);
        String node = "workflow/" + Gatehouse.awaitOffer(run).getId() + ".xml";
        try (BlockedFile pause = BlockedFile.of(run, node)) {
            Gatehouse.answer(run, "ainsley", true);
            j.waitForMessage("live APPLIED by ainsley", run);
        }
        j.waitForCompletion(run);
        assertEquals(1, Gatehouse.cutovers(site));
    }

    @Test
    void itIsAskedAlsoWhereTheQuestionCannotBeWritten(JenkinsRule j) throws Exception {
        Gatehouse.people(j);
        site.configure().devBranch("dev");
        var release = Site.job("release", """
                planetscaleDeployRequest branch: 'dev'
                semaphore 'checked'
                """ + Gatehouse.script("", ""));
        WorkflowRun run = release.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("checked/1", run);
        try (BlockedFile build = BlockedFile.of(run, "build.xml")) {
            SemaphoreStep.success("checked/1", null);
            Gatehouse.awaitOffer(run);
            j.waitForMessage("Deploy request #1 waits for an approval by", run);
        }
        Gatehouse.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
