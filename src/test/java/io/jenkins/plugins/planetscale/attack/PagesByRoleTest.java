package io.jenkins.plugins.planetscale.attack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import io.jenkins.plugins.planetscale.view.DecisionPage;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import io.jenkins.plugins.planetscale.view.admin.StatusPage;
import io.jenkins.plugins.planetscale.view.job.JobReleases;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Everybody tries every address of {@code docs/security.md} that belongs to a page, by GET and POST, with and without
 * crumb, with values that would do something. Whoever may not has done nothing, at PlanetScale and in Jenkins; whoever may
 * is heard.
 */
@WithSharedJenkins
class PagesByRoleTest {
    private static final String NUMBER_1 = "&deployRequest=1";

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final List<String> wrong = new ArrayList<>();
    private JenkinsRule j;
    private ThreeBuilds builds;
    private Roles roles;

    @BeforeEach
    void world(JenkinsRule rule) throws Exception {
        j = rule;
        builds = new ThreeBuilds(j, site);
        roles = new Roles(j);
    }

    @AfterEach
    void close() throws Exception {
        roles.close();
        if (builds.asks.isBuilding()) {
            builds.asks.doStop();
            j.waitForCompletion(builds.asks);
        }
        site.close();
    }

    /** The build that such a decision is about. */
    private WorkflowRun build(String method) {
        return switch (method) {
            case "DecisionPage.doApply" -> builds.staged;
            case "DecisionPage.doKeep", "DecisionPage.doRevert" -> builds.live;
            default -> builds.asks;
        };
    }

    /** What has an effect for who may. */
    private String effective(String method) {
        return switch (method) {
            case "StatusPage.doTest" -> "?connection=production";
            case "StatusPage.doRemove", "StatusPage.doForget" ->
                "?key=" + URLEncoder.encode(builds.leftKey(), StandardCharsets.UTF_8);
            case "ReleaseAction.doEntry" -> "?id=e0";
            case "ReleaseAction.doDiff" -> "?id=e0&table=customers";
            case "DecisionPage.doConfirm" -> "?verb=approve&database=mechanica/logistics" + NUMBER_1;
            case "DecisionPage.doApprove", "DecisionPage.doReject" -> "?database=mechanica/logistics" + NUMBER_1;
            case "DecisionPage.doApply" -> "?database=mechanica/billing" + NUMBER_1;
            case "DecisionPage.doKeep", "DecisionPage.doRevert" -> "?database=mechanica/catalog" + NUMBER_1;
            default -> "";
        };
    }

    /** What has none, also for who may, but is refused to everybody else. */
    private String harmless(String method) {
        return switch (method) {
            case "StatusPage.doRemove", "StatusPage.doForget" -> "?key=gone";
            case "DecisionPage.doApprove",
                    "DecisionPage.doReject",
                    "DecisionPage.doApply",
                    "DecisionPage.doKeep",
                    "DecisionPage.doRevert" -> "?deployRequest=none";
            default -> effective(method);
        };
    }

    private String address(SecurityDocument.Page page) {
        return page.address().replace("{build}", build(page.method()).getUrl());
    }

    private boolean may(String user, SecurityDocument.Page page) {
        Item item = page.address().startsWith("{") ? build(page.method()).getParent() : null;
        return roles.has(user, page.permissions(), item);
    }

    private void expect(boolean right, String user, String what, SecurityDocument.Page page, WebResponse answer) {
        if (!right) {
            wrong.add(user + " " + what + " " + page.method() + ": " + answer.getStatusCode());
        }
    }

    @Test
    void whoMayNotDoesNothingAndWhoMayIsHeard() throws Exception {
        String before = builds.state();
        int tried = 0;
        for (SecurityDocument.Page page : SecurityDocument.pages()) {
            if (page.isSigned()) {
                continue; // nobody of these has the secret
            }
            for (String user : roles.all()) {
                String all = address(page) + effective(page.method());
                WebResponse crumbless = roles.send(user, HttpMethod.POST, all, false);
                expect(crumbless.getStatusCode() == 403, user, "without crumb", page, crumbless);
                boolean may = may(user, page);
                WebResponse got = roles.send(user, HttpMethod.GET, all, false);
                boolean told = !Roles.isSentAway(got) && got.getStatusCode() < 500;
                expect(told == (may && page.verb().contains("GET")), user, "by GET", page, got);
                String posted = may ? address(page) + harmless(page.method()) : all;
                WebResponse answer = roles.send(user, HttpMethod.POST, posted, true);
                if (page.verb().contains("POST")) {
                    boolean heard = !Roles.isSentAway(answer) && answer.getStatusCode() < 500;
                    expect(heard == may, user, "by POST", page, answer);
                }
                tried += 3;
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, builds.state());
        assertTrue(tried > 400, "tried " + tried);
    }

    /** What was tried above does something for those who may; else it proves nothing. */
    @Test
    void theSameDoesSomethingForThoseWhoMay() throws Exception {
        post("admin", "StatusPage.doTest");
        post("admin", "StatusPage.doRemove");
        assertFalse(site.database.hasBranch("pr-1"));
        builds.leaveBehind("pr-2");
        post("admin", "StatusPage.doForget");
        assertEquals(List.of(), EphemeralRegistry.get().list());
        assertTrue(site.database.hasBranch("pr-2"));
        post("approver", "DecisionPage.doApply");
        awaitOutcome(builds.staged, "billing", RecordedOutcome.APPLIED);
        post("reverter", "DecisionPage.doKeep");
        awaitOutcome(builds.live, "catalog", RecordedOutcome.KEPT);
        post("approver", "DecisionPage.doApprove");
        j.assertBuildStatusSuccess(j.waitForCompletion(builds.asks));
        assertEquals("complete_pending_revert", site.database.deployRequest(1).deploymentState());
    }

    private void post(String user, String method) throws Exception {
        SecurityDocument.Page page = SecurityDocument.pages().stream()
                .filter(one -> one.method().equals(method))
                .findFirst()
                .orElseThrow();
        WebResponse answer = roles.send(user, HttpMethod.POST, address(page) + effective(method), true);
        assertEquals(200, answer.getStatusCode(), () -> method + answer.getContentAsString());
    }

    private static void awaitOutcome(WorkflowRun run, String database, RecordedOutcome outcome) {
        await().atMost(TestLimits.HANGING)
                .until(() ->
                        ReleaseRecorder.find(run, "mechanica/" + database, 1).getOutcome() == outcome);
    }

    @Test
    void thePartsOfThePagesAreForThoseWhoSeeThePage() throws Exception {
        String build = builds.asks.getUrl() + "planetscale/";
        Map<Class<?>, String> pages = Map.of(
                ReleaseAction.class,
                build,
                DecisionPage.class,
                build + "decision/",
                JobReleases.class,
                builds.asks.getParent().getUrl() + "planetscale/",
                StatusPage.class,
                "manage/planetscale/");
        String before = builds.state();
        for (Map.Entry<Class<?>, String> page : pages.entrySet()) {
            boolean admin = page.getKey() == StatusPage.class;
            for (String view : Addresses.views(page.getKey())) {
                for (String user : roles.all()) {
                    WebResponse got = roles.send(user, HttpMethod.GET, page.getValue() + view, false);
                    boolean may = admin
                            ? roles.has(user, "Overall/Manage, Overall/SystemRead", null)
                            : roles.has(user, "Item/Read", builds.asks.getParent());
                    boolean seen = !Roles.isSentAway(got);
                    if (seen && !may || got.getStatusCode() >= 500) {
                        wrong.add(user + " " + page.getValue() + view + ": " + got.getStatusCode());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, builds.state());
    }
}
