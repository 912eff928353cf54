package io.jenkins.plugins.planetscale.steps;

import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.local.Exchange;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A {@link Site} with people, and builds that stand at the gate of a change. */
final class Gatehouse {
    private Gatehouse() {}

    /** Everybody reads; each other user has what their name says. */
    static void people(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
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
    }

    static String script(String approval, String more) {
        return """
                def live = planetscaleApply branch: 'dev', approval: [%s]%s
                echo "live ${live.outcome} by ${live.approvedBy}"
                """.formatted(approval.isEmpty() ? ":" : approval, more);
    }

    /** Opens deploy request 1, then waits for its approval. */
    static WorkflowRun start(String job, String approval, String more) throws Exception {
        WorkflowJob release = Site.job(job, "planetscaleDeployRequest branch: 'dev'\n" + script(approval, more));
        WorkflowRun run = release.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("starter")))
                .waitForStart();
        awaitOffer(run);
        return run;
    }

    static ApprovalOffer awaitOffer(Run<?, ?> run) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> offer(run), offer -> offer != null && offer.gate() != null);
    }

    /** The open one; null while there is none. */
    static ApprovalOffer offer(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        List<ApprovalOffer> open = action == null ? List.of() : action.getOpenOffers();
        return open.isEmpty() ? null : open.get(0);
    }

    static long comments(Site site) {
        return count(site, "/reviews");
    }

    static long cutovers(Site site) {
        return count(site, "/apply-deploy");
    }

    private static long count(Site site, String path) {
        return site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST"))
                .filter(exchange -> exchange.status() < 300)
                .map(Exchange::path)
                .filter(sent -> sent.endsWith(path))
                .count();
    }
}
