package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import java.io.IOException;
import java.time.Duration;
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

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private void begin(String approval) throws Throwable {
        sessions.then(j -> {
            Gatehouse.people(j);
            site.configure().devBranch("dev");
            Gatehouse.start("release", approval, ", onAbort: 'cancel'");
        });
    }

    private static WorkflowRun run() {
        return Jenkins.get().getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
    }

    private static void answer(boolean approve) throws IOException, NotAskedException {
        try (var as = ACL.as2(User.getById("ainsley", true).impersonate2())) {
            ApprovalAction action = run().getAction(ApprovalAction.class);
            action.answer(action.choose(null, 0), approve);
        }
    }

    @Test
    void itIsAskedAgainAfterARestart() throws Throwable {
        begin("submitters: 'ainsley'");
        sessions.then(j -> {
            Gatehouse.people(j);
            assertEquals(0, Gatehouse.cutovers(site));
            Gatehouse.awaitOffer(run());
            assertEquals(1, run().getAction(ApprovalAction.class).getOffers().size());
            answer(true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        });
        assertEquals(1, Gatehouse.cutovers(site));
        assertEquals(1, Gatehouse.comments(site));
    }

    @Test
    void aTargetThatChangedSinceItWasShownIsNotCutOverInto() throws Throwable {
        sessions.then(j -> {
            Gatehouse.people(j);
            site.configure().devBranch("dev");
            j.buildAndAssertSuccess(Site.job("check", "planetscaleDeployRequest branch: 'dev'"));
            Gatehouse.awaitOffer(Site.job("release", Gatehouse.script("", ""))
                    .scheduleBuild2(0)
                    .waitForStart());
        });
        site.server.clock().advance(Duration.ofMinutes(1));
        site.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN parcels int");
        sessions.then(j -> {
            Gatehouse.people(j);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
            j.assertLogContains("was not cut over: the schema of \"main\" was changed at", run());
        });
        assertEquals(0, Gatehouse.cutovers(site));
    }

    @Test
    void anApprovalThatWasWrittenDownBeforeTheCrashCounts() throws Throwable {
        begin("");
        sessions.then(j -> {
            Gatehouse.people(j);
            Gatehouse.awaitOffer(run()).gate(null); // the step never hears of it
            answer(true);
        });
        assertEquals(0, Gatehouse.cutovers(site));
        sessions.then(j -> {
            j.assertBuildStatusSuccess(j.waitForCompletion(run()));
            j.assertLogContains("live APPLIED by ainsley", run());
        });
        assertEquals(1, Gatehouse.cutovers(site));
        assertEquals(1, Gatehouse.comments(site));
    }

    @Test
    void aRefusalThatWasWrittenDownBeforeTheCrashCounts() throws Throwable {
        begin("");
        sessions.then(j -> {
            Gatehouse.people(j);
            Gatehouse.awaitOffer(run()).gate(null);
            answer(false);
        });
        sessions.then(j -> {
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run()));
            j.assertLogContains("ainsley refused the cutover of deploy request #1", run());
        });
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
        assertEquals(0, Gatehouse.cutovers(site));
    }

    @Test
    void theDeadlineSurvives() throws Throwable {
        begin("timeout: '15s'");
        sessions.then(j -> {
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
            ApprovalOffer offer =
                    run().getAction(ApprovalAction.class).getOffers().get(0);
            assertEquals(15_000, offer.getUntil() - offer.getSince(), 2_000);
            assertTrue(run().getTimeInMillis() + run().getDuration() >= offer.getUntil());
            j.assertLogContains("Nobody approved the cutover of Deploy request #1", run());
        });
        assertEquals("complete_cancel", site.database.deployRequest(1).deploymentState());
    }
}
