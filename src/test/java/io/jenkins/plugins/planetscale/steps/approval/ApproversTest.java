package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Who may decide: members of groups, and not who stands behind the build in whatever way. */
@WithSharedJenkins
class ApproversTest {
    private static final String NOT_STARTER =
            "planetscaleDeployRequest branch: 'dev'\n" + ApprovalPipelines.script("notStarter: true", "");

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;

    @BeforeEach
    void people(JenkinsRule rule) throws Exception {
        j = rule;
        JenkinsRule.DummySecurityRealm realm = ApprovalPipelines.people(j);
        realm.addGroups("gina", "releasers"); // the permission comes with the group
        realm.addGroups("starter", "releasers");
        realm.addGroups("ainsley", "dba");
        site.configure().devBranch("dev");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JenkinsRule.WebClient browser(String user) throws Exception {
        return j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
    }

    @Test
    void aMemberOfAListedGroupMayApproveOnThePage() throws Exception {
        WorkflowRun run = ApprovalPipelines.start("release", "submitters: 'Releasers'", "");
        for (String user : new String[] {"ainsley", "approver", "admin"}) {
            HtmlPage page = browser(user).getPage(run, "planetscale");
            assertFalse(page.asXml().contains("name=\"planetscale-approve-"), "buttons for " + user);
            String told = ApprovalPipelines.refused(403, run, user);
            assertTrue(told.contains("is not one of those who may decide"), told);
            assertTrue(told.contains("Releasers"), told);
            assertEquals(user.equals("admin"), told.contains("Administrators have to be listed too"), told);
            assertTrue(page.asNormalizedText().contains(told), page.asNormalizedText());
        }
        JenkinsRule.WebClient gina = browser("gina");
        gina.getOptions().setJavaScriptEnabled(false);
        HtmlPage question = gina.<HtmlPage>getPage(run, "planetscale")
                .getFormByName("planetscale-approve-1")
                .getElementsByTagName("button")
                .get(0)
                .click();
        j.submit(question.getFormByName("planetscale-confirm"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("live APPLIED by gina", run); // the person, not the group
    }

    @Test
    void aMemberOfAListedGroupMayApproveWithAnApiToken() throws Exception {
        WorkflowRun run = ApprovalPipelines.start("release", "submitters: 'nobody, releasers'", "");
        JenkinsRule.WebClient client = j.createWebClient().withBasicApiToken("gina");
        URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale/decision/approve");
        client.getPage(new WebRequest(url, HttpMethod.POST));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void aListedGroupDoesNotGiveThePermission() throws Exception {
        ((JenkinsRule.DummySecurityRealm) j.jenkins.getSecurityRealm()).addGroups("canceller", "dba");
        WorkflowRun run = ApprovalPipelines.start("release", "submitters: 'dba'", "");
        String told = assertThrows(AccessDeniedException3.class, () -> ApprovalPipelines.answer(run, "canceller", true))
                .getMessage();
        assertTrue(told.contains("PlanetScale/Approve"), told);
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void theStarterDoesNotApproveAsAMemberOfAListedGroup() throws Exception {
        WorkflowRun run = ApprovalPipelines.start("release", "submitters: 'releasers', notStarter: true", "");
        assertStarter(run, "starter");
        ApprovalPipelines.answer(run, "gina", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    private static void assertStarter(WorkflowRun run, String... users) {
        for (String user : users) {
            String told = ApprovalPipelines.refused(403, run, user);
            assertTrue(told.startsWith(user + " started this build"), told);
        }
        assertEquals(List.of(users), ApprovalPipelines.approvalRequest(run).getStarters());
    }

    @Test
    void whoStartedTheBuildsThatStartedItDoesNotApprove() throws Exception {
        WorkflowJob release = LocalPlanetScaleFixture.job("release", NOT_STARTER);
        WorkflowRun first = build("first", new Cause.UserIdCause("starter"));
        WorkflowRun second = build("second", new Cause.UpstreamCause(first), new Cause.UserIdCause("approver"));
        WorkflowRun run = ApprovalPipelines.start(release, new Cause.UpstreamCause(second));
        assertStarter(run, "starter", "approver");
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    private WorkflowRun build(String name, Cause... causes) throws Exception {
        return j.assertBuildStatusSuccess(
                LocalPlanetScaleFixture.job(name, "").scheduleBuild2(0, new CauseAction(causes)));
    }

    @Test
    void aLongChainOfBuildsHidesNobody() throws Exception {
        WorkflowJob release = LocalPlanetScaleFixture.job("release", NOT_STARTER);
        WorkflowRun before = build("first", new Cause.UserIdCause("starter"));
        for (int i = 0; i < 14; i++) { // Jenkins keeps the causes of some ten builds
            before = build("link-" + i, new Cause.UpstreamCause(before));
        }
        WorkflowRun run = ApprovalPipelines.start(release, new Cause.UpstreamCause(before));
        assertStarter(run, "starter");
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void whoReplaysABuildStartsIt() throws Exception {
        WorkflowJob release = LocalPlanetScaleFixture.job("release", "echo 'nothing yet'");
        WorkflowRun first = j.assertBuildStatusSuccess(
                release.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("starter"))));
        try (var as = ACL.as2(User.getById("approver", true).impersonate2())) {
            first.getAction(ReplayAction.class).run2(NOT_STARTER, Map.of());
        }
        await().until(() -> release.getBuildByNumber(2) != null);
        WorkflowRun run = release.getBuildByNumber(2);
        ApprovalPipelines.awaitApprovalRequest(run);
        assertStarter(run, "approver");
        ApprovalPipelines.answer(run, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
    }

    @Test
    void whoRebuildsABuildOfAnotherDoesNotHideTheOther() throws Exception {
        WorkflowJob release = LocalPlanetScaleFixture.job("release", NOT_STARTER);
        WorkflowRun first = ApprovalPipelines.start(release, new Cause.UserIdCause("starter"));
        ApprovalPipelines.answer(first, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(first));
        // as the Rebuild plugin does: the one who rebuilds, and the build before as upstream
        WorkflowRun run =
                ApprovalPipelines.start(release, new Cause.UserIdCause("approver"), new Cause.UpstreamCause(first));
        assertStarter(run, "approver", "starter");
        ApprovalPipelines.answer(run, "ainsley", true);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
