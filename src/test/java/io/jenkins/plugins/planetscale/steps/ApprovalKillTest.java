package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.User;
import hudson.security.ACL;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is killed while changes stand at their gates, and directly after an approval. */
class ApprovalKillTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void aKilledControllerAsksAgainOrCountsWhatWasApproved() throws Throwable {
        try (Site site = new Site()) {
            site.devBranch("dev");
            controller.startJenkins();
            controller.runRemotely(ApprovalKillTest::begin, site.server.url());
            controller.stopJenkinsForcibly();
            controller.startJenkins();
            controller.runRemotely(ApprovalKillTest::approveUnheard);
            controller.stopJenkinsForcibly();
            assertEquals(0, Gatehouse.cutovers(site));
            controller.startJenkins();
            controller.runRemotely(ApprovalKillTest::finish);
            assertEquals(1, Gatehouse.cutovers(site));
            assertEquals(1, Gatehouse.comments(site));
        }
    }

    private static void begin(JenkinsRule j, String url) throws Exception {
        Gatehouse.people(j);
        Site.connect(url);
        Gatehouse.start("release", "submitters: 'ainsley'", "");
    }

    private static WorkflowRun run() {
        return Jenkins.get().getItemByFullName("release", WorkflowJob.class).getBuildByNumber(1);
    }

    private static void approveUnheard(JenkinsRule j) throws Exception {
        Gatehouse.people(j);
        Gatehouse.awaitOffer(run()).gate(null);
        try (var as = ACL.as2(User.getById("ainsley", true).impersonate2())) {
            ApprovalAction action = run().getAction(ApprovalAction.class);
            action.answer(action.choose(null, 0), true);
        }
    }

    private static void finish(JenkinsRule j) throws Exception {
        j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        j.assertLogContains("live APPLIED by ainsley", run());
    }
}
