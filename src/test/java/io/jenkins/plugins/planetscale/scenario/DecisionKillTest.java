package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A kill -9 at any exchange of what a person decided leaves one cutover and one comment. */
class DecisionKillTest {
    private static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    private final List<DisturbedPipeline> plots = new ArrayList<>();

    @Test
    void aKilledControllerMakesNoDifference() throws Throwable {
        try {
            controller.startJenkins();
            DisturbedPipeline calm = stage("calm").get(0);
            int before = calm.site.server.exchanges().size();
            controller.runRemotely(DecisionKillTest::decide, names(List.of(calm)));
            controller.runRemotely(DecisionKillTest::finish, names(List.of(calm)));
            List<RecordedExchange> made = calm.site
                    .server
                    .exchanges()
                    .subList(before, calm.site.server.exchanges().size());
            int looks = made.size();
            List<String> held = new ArrayList<>(List.of("reviews", "apply-deploy"));
            for (int i = 0; i < looks; i++) {
                held.add("before-" + i);
            }
            List<DisturbedPipeline> disturbed = stage(held.toArray(String[]::new));
            List<Integer> start = disturbed.stream()
                    .map(plot -> plot.site.server.exchanges().size())
                    .toList();
            disturbed.forEach(DecisionKillTest::disturb);
            controller.runRemotely(DecisionKillTest::decide, names(disturbed));
            for (int i = 0; i < disturbed.size(); i++) {
                int seen = start.get(i);
                DisturbedPipeline plot = disturbed.get(i);
                await(plot.where()).atMost(TestLimits.HANGING).until(() -> isHeld(plot, seen));
            }
            controller.stopJenkinsForcibly();
            disturbed.forEach(DisturbedPipeline::release);
            controller.startJenkins();
            controller.runRemotely(DecisionKillTest::finish, names(disturbed));
            for (DisturbedPipeline plot : plots) {
                assertTrue(effects(plot, "/apply-deploy") <= 1, plot.where()); // one whose answer is held is not listed
                assertEquals(
                        1,
                        Builds.count(
                                "review commented", plot.site.server.world().dump()),
                        plot.where());
                assertEquals(
                        "complete_pending_revert",
                        plot.site.database.deployRequest(1).deploymentState(),
                        plot.where());
            }
        } finally {
            plots.forEach(DisturbedPipeline::close);
        }
    }

    private List<DisturbedPipeline> stage(String... names) throws Throwable {
        List<DisturbedPipeline> fresh = new ArrayList<>();
        for (String name : names) {
            fresh.add(new DisturbedPipeline(name, STAGE));
        }
        plots.addAll(fresh);
        LinkedHashMap<String, String> urls = new LinkedHashMap<>();
        plots.forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        controller.runRemotely(Controller::connect, urls);
        controller.runRemotely(Controller::startAll, DisturbedPipelines.scripts(fresh));
        controller.runRemotely(Controller::finishAll, DisturbedPipelines.scripts(fresh));
        return fresh;
    }

    private static void disturb(DisturbedPipeline plot) {
        boolean before = plot.name.startsWith("before-");
        FaultRule rule = before
                ? FaultRule.on(null, null)
                        .resetBefore()
                        .forever()
                        .skip(Integer.parseInt(plot.name.substring("before-".length())))
                : FaultRule.on("POST", "/" + plot.name + "$").delayAnswer(Duration.ofMinutes(4));
        plot.site.server.faults().add(rule);
    }

    private static boolean isHeld(DisturbedPipeline plot, int since) {
        List<RecordedExchange> exchanges = plot.site.server.exchanges();
        return plot.name.startsWith("before-")
                ? exchanges.stream().skip(since).anyMatch(exchange -> exchange.fault() != null)
                : plot.name.equals("reviews")
                        ? plot.site.server.world().dump().contains("review commented")
                        : !plot.site.database.deployRequest(1).deploymentState().equals("pending_cutover");
    }

    private static long effects(DisturbedPipeline plot, String call) {
        return plot.site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST")
                        && exchange.resource().endsWith(call)
                        && !"reset-before".equals(exchange.fault()))
                .count();
    }

    private static ArrayList<String> names(List<DisturbedPipeline> some) {
        return new ArrayList<>(some.stream().map(plot -> plot.name).toList());
    }

    private static void decide(JenkinsRule j, ArrayList<String> jobs) throws Exception {
        if (!(j.jenkins.getSecurityRealm() instanceof HudsonPrivateSecurityRealm)) {
            HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false);
            realm.createAccount("ainsley", "a password");
            j.jenkins.setSecurityRealm(realm);
            j.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        }
        try (var as = ACL.as2(User.getById("ainsley", true).impersonate2())) {
            for (String job : jobs) {
                new DecisionService(Builds.of(job)).decide("mechanica/logistics", 1, DecisionKind.APPLY, null, null);
            }
        }
    }

    private static void finish(JenkinsRule j, ArrayList<String> jobs) {
        for (String job : jobs) {
            await(job).atMost(TestLimits.HANGING).until(() -> {
                ReleaseRecord entry = Builds.of(job)
                        .getAction(ReleaseRecordAction.class)
                        .getEntries()
                        .get(0);
                return entry.getOutcome() == RecordedOutcome.APPLIED
                        && entry.getDecisions().size() == 1
                        && !entry.getDecisions().get(0).isOpen();
            });
        }
    }
}
