package io.jenkins.plugins.planetscale.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A {@link LocalPlanetScaleFixture} with people, and builds that stand at the gate of a change. */
public final class ApprovalPipelines {
    private ApprovalPipelines() {}

    /** Everybody reads; each other user has what their name says. Groups are added to what is returned. */
    public static JenkinsRule.DummySecurityRealm people(JenkinsRule j) {
        JenkinsRule.DummySecurityRealm realm = j.createDummySecurityRealm();
        j.jenkins.setSecurityRealm(realm);
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.CANCEL, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("canceller")
                .grant(PlanetScalePermissions.APPROVE)
                .everywhere()
                .to("ainsley", "approver", "starter", "releasers")
                .grant(PlanetScalePermissions.REVERT)
                .everywhere()
                .to("reverter")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        return realm;
    }

    /** Answers the only open offer, as somebody who asks the build directly. */
    public static void answer(Run<?, ?> run, String user, boolean approve) throws DecisionRejectedException {
        answer(run, new ApprovalService(run).choose(null, null, 0), user, approve);
    }

    public static void answer(Run<?, ?> run, ApprovalRequest approvalRequest, String user, boolean approve)
            throws DecisionRejectedException {
        try (var as = ACL.as2(User.getById(user, true).impersonate2())) {
            new ApprovalService(run)
                    .answer(approvalRequest, approve ? DecisionKind.APPROVE : DecisionKind.REJECT, null);
        }
    }

    /** That the answer is refused with the status; returns what the person is told. */
    public static String refused(int status, Run<?, ?> run, String user) {
        DecisionRejectedException told = assertThrows(DecisionRejectedException.class, () -> answer(run, user, true));
        assertEquals(status, told.status(), told.getMessage());
        return told.getMessage();
    }

    public static String script(String approval, String more) {
        return """
                def live = planetscaleApply branch: 'dev', approval: [%s]%s
                echo "live ${live.outcome} by ${live.approvedBy}"
                """.formatted(approval.isEmpty() ? ":" : approval, more);
    }

    /** Opens deploy request 1, then waits for its approval. */
    public static WorkflowRun start(String job, String approval, String more) throws Exception {
        WorkflowJob release =
                LocalPlanetScaleFixture.job(job, "planetscaleDeployRequest branch: 'dev'\n" + script(approval, more));
        return start(release, new Cause.UserIdCause("starter"));
    }

    /** Builds it, and waits until it asks. */
    public static WorkflowRun start(WorkflowJob release, Cause... causes) throws Exception {
        WorkflowRun run = release.scheduleBuild2(0, new CauseAction(causes)).waitForStart();
        awaitApprovalRequest(run);
        return run;
    }

    public static ApprovalRequest awaitApprovalRequest(Run<?, ?> run) {
        return awaitApprovalRequests(run, 1).get(0);
    }

    /** Those that are open, when they are so many. */
    public static List<ApprovalRequest> awaitApprovalRequests(Run<?, ?> run, int count) {
        return await().atMost(TestLimits.HANGING)
                .until(
                        () -> approvalRequests(run),
                        open -> open.size() == count
                                && open.stream().allMatch(approvalRequest -> approvalRequest.gate() != null));
    }

    /** The open one; null while there is none. */
    public static ApprovalRequest approvalRequest(Run<?, ?> run) {
        List<ApprovalRequest> open = approvalRequests(run);
        return open.isEmpty() ? null : open.get(0);
    }

    private static List<ApprovalRequest> approvalRequests(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null ? List.of() : action.getOpenRequests();
    }

    public static long comments(LocalPlanetScaleFixture site) {
        return count(site, "/reviews");
    }

    public static long cutovers(LocalPlanetScaleFixture site) {
        return count(site, "/apply-deploy");
    }

    private static long count(LocalPlanetScaleFixture site, String path) {
        return site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST"))
                .filter(exchange -> exchange.status() < 300)
                .map(RecordedExchange::path)
                .filter(sent -> sent.endsWith(path))
                .count();
    }
}
