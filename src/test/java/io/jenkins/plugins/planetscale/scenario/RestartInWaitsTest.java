package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A restart in each long wait of each step, whether the wait is over before the controller is back or not: the server
 * ends as it does without a restart.
 */
class RestartInWaitsTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().prepareHomeLazily(true);

    @Test
    void aRestartInAWaitMakesNoDifference() throws Throwable {
        try (Waits waits = new Waits()) {
            sessions.then(j -> {
                Controller.connect(j, waits.urls());
                Controller.startAll(j, waits.scripts());
                waits.awaitCalm();
                waits.awaitUnder();
            });
            waits.finish(waits.brief);
            Map<String, String> logs = new HashMap<>();
            sessions.then(j -> {
                waits.awaitLooked();
                waits.finish(waits.lasting);
                logs.putAll(Controller.finishAll(j, waits.scripts()));
            });
            waits.assertNoDifference(logs);
        }
    }

    @Test
    void aKillInAWaitMakesNoDifference() throws Throwable {
        try (Waits waits = new Waits()) {
            controller.startJenkins();
            controller.runRemotely(Controller::connect, waits.urls());
            controller.runRemotely(Controller::startAll, waits.scripts());
            waits.awaitCalm();
            waits.awaitUnder();
            controller.stopJenkinsForcibly();
            waits.finish(waits.brief);
            controller.startJenkins();
            waits.awaitLooked();
            waits.finish(waits.lasting);
            waits.assertNoDifference(controller.runRemotely(Controller::finishAll, waits.scripts()));
        }
    }

    /** Each wait three times: not waited at all, over before the controller is back, over after that. */
    private static final class Waits implements AutoCloseable {
        private final Map<String, DisturbedPipeline> calm = new LinkedHashMap<>();
        private final Map<DisturbedPipeline, LongWait> brief = new LinkedHashMap<>();
        private final Map<DisturbedPipeline, LongWait> lasting = new LinkedHashMap<>();
        private final Map<DisturbedPipeline, Integer> before = new HashMap<>();

        Waits() {
            for (LongWait wait : LongWait.all()) {
                DisturbedPipeline undisturbed = new DisturbedPipeline(wait.name() + "-calm", wait.script());
                calm.put(wait.name(), undisturbed);
                brief.put(wait.plot("-over-in-downtime"), wait);
                lasting.put(wait.plot("-over-later"), wait);
            }
        }

        private List<DisturbedPipeline> plots() {
            List<DisturbedPipeline> all = new ArrayList<>(calm.values());
            all.addAll(brief.keySet());
            all.addAll(lasting.keySet());
            return all;
        }

        LinkedHashMap<String, String> urls() {
            LinkedHashMap<String, String> urls = new LinkedHashMap<>();
            plots().forEach(plot -> urls.put(plot.name, plot.site.server.url()));
            return urls;
        }

        LinkedHashMap<String, String> scripts() {
            return DisturbedPipelines.scripts(plots());
        }

        void awaitCalm() {
            calm.values().forEach(plot -> await(plot.name)
                    .atMost(TestLimits.HANGING)
                    .until(() -> plot.site.server.exchanges().size() > 1));
        }

        void awaitUnder() {
            Consumer<Map<DisturbedPipeline, LongWait>> under =
                    plots -> plots.forEach((plot, wait) -> await(plot.where())
                            .atMost(TestLimits.HANGING)
                            .until(() -> wait.under().test(plot.site)));
            under.accept(brief);
            under.accept(lasting);
            lasting.keySet()
                    .forEach(plot ->
                            before.put(plot, plot.site.server.exchanges().size()));
        }

        /** The controller is back and has looked at what it waits for. */
        void awaitLooked() {
            before.forEach((plot, seen) -> await(plot.name)
                    .atMost(TestLimits.HANGING)
                    .until(() -> plot.site.server.exchanges().size() > seen));
        }

        void finish(Map<DisturbedPipeline, LongWait> plots) {
            plots.forEach((plot, wait) -> plot.site.server.clock().advance(wait.lasts()));
        }

        void assertNoDifference(Map<String, String> logs) {
            Map<DisturbedPipeline, LongWait> disturbed = new LinkedHashMap<>(brief);
            disturbed.putAll(lasting);
            assertAll(disturbed.entrySet().stream().<Executable>map(entry -> () -> {
                DisturbedPipeline plot = entry.getKey();
                String log = logs.get(plot.name);
                assertTrue(log.contains("Finished: SUCCESS"), () -> plot.where() + "\n" + log);
                assertEquals(calm.get(entry.getValue().name()).dump(), plot.dump(), () -> plot.where() + "\n" + log);
            }));
        }

        @Override
        public void close() {
            plots().forEach(DisturbedPipeline::close);
        }
    }
}
