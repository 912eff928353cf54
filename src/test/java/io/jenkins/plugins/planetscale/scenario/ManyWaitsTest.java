package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Computer;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WaitingSteps;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Invariants I1 and I7 with 200 waiting steps in one build; prints the figures of {@code docs/performance.md}. */
@WithJenkins
class ManyWaitsTest {
    private static final int WAITS = 200;
    private static final Duration MEASURED = Duration.ofMinutes(1);
    /** One page of 100 deploy requests costs one request. */
    private static final int PAGES = WAITS / 100;

    @Test
    void twoHundredWaitsHoldNoExecutorFewThreadsAndShareTheirLooks(JenkinsRule j) throws Exception {
        try (DisturbedPipeline plot = new DisturbedPipeline("many", pipeline())) {
            plot.site.database.timings().copy(Duration.ofHours(10));
            openDeployRequests(plot);
            Controller.connect(j, new LinkedHashMap<>(Map.of("many", plot.site.server.url())));
            Map<String, Long> without = threads();
            WorkflowRun run = Builds.start("many", plot.script());
            await("all wait")
                    .atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertEquals(
                            WAITS,
                            PlanetScaleService.get().works().stream()
                                    .filter(work -> work.status().contains("copying rows"))
                                    .count(),
                            () -> PlanetScaleService.get().works().stream()
                                    .collect(Collectors.groupingBy(
                                            work -> work.status().replaceAll("\\d+", "n"), Collectors.counting()))
                                    .toString()));
            assertEquals(WAITS, WaitingSteps.snapshotSizes().size());

            Instant begun = Instant.now();
            int requestsBefore = plot.site.server.exchanges().size();
            int[] most = {0, 0};
            int[] fewest = {Integer.MAX_VALUE};
            Map<String, Long> kinds = new TreeMap<>();
            await("a minute passes")
                    .atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        most[0] = Math.max(most[0], busyExecutors());
                        Map<String, Long> now = threads();
                        int count = (int)
                                now.values().stream().mapToLong(Long::longValue).sum();
                        most[1] = Math.max(most[1], count);
                        fewest[0] = Math.min(fewest[0], count);
                        now.forEach((kind, threads) -> kinds.merge(kind, threads, Math::max));
                        return Instant.now().isAfter(begun.plus(MEASURED));
                    });
            int requests = plot.site.server.exchanges().size() - requestsBefore;
            Map<String, Long> requestKinds = plot.site.server.exchanges().stream()
                    .skip(requestsBefore)
                    .collect(Collectors.groupingBy(
                            exchange -> exchange.method() + " "
                                    + exchange.resource().replaceAll("\\d+", "n"),
                            TreeMap::new,
                            Collectors.counting()));
            List<Integer> sizes = WaitingSteps.snapshotSizes();
            long program = new File(run.getRootDir(), "program.dat").length();

            Instant changed = Instant.now();
            for (int i = 1; i <= WAITS; i++) {
                plot.site.database.deployRequest(i).freeze(false).force("complete_pending_revert");
            }
            Builds.says("next step of ", run);
            Duration first = Duration.between(changed, Instant.now());
            String log = Builds.ends(Result.SUCCESS, run);
            Duration last = Duration.between(changed, Instant.now());
            assertEquals(WAITS, Builds.count("next step of ", log), log);

            System.out.printf("figures: %d waits%n", WAITS);
            System.out.printf("figures: busy executors at most %d%n", most[0]);
            System.out.printf(
                    "figures: threads before %s, while waiting %d to %d, by kind at most %s%n",
                    without, fewest[0], most[1], kinds);
            System.out.printf("figures: requests in %s: %d, %s%n", MEASURED, requests, requestKinds);
            System.out.printf(
                    "figures: snapshot bytes %s%n",
                    sizes.stream().mapToInt(Integer::intValue).summaryStatistics());
            System.out.printf("figures: program.dat %d bytes%n", program);
            System.out.printf("figures: next step after a change: first %s, last and end of build %s%n", first, last);

            assertEquals(0, most[0], "busy executors");
            assertTrue(kinds.getOrDefault("PlanetScale waits", 0L) <= 1, kinds::toString);
            assertTrue(kinds.getOrDefault("PlanetScale service", 0L) <= 3, kinds::toString);
            assertTrue(kinds.getOrDefault("PlanetScale HTTP", 0L) <= 4, kinds::toString);
            assertTrue(requests <= 60 * PAGES, () -> requests + " requests a minute");
            await("the plugin's threads end").atMost(TestLimits.HANGING).until(() -> threads().keySet().stream()
                    .noneMatch(name -> name.contains("PlanetScale")));
            Map<String, Long> left = threads(); // OkHttp's own keep idle connections for some minutes
            System.out.printf("figures: threads after the last step %s%n", left);
            assertTrue(left.values().stream().mapToLong(Long::longValue).sum() <= 4, left::toString);
        }
    }

    private static String pipeline() {
        return """
                def waits = [:]
                for (int i = 1; i <= %d; i++) {
                    int n = i
                    waits["wait ${n}"] = {
                        planetscaleApply deployRequest: n, ifUnchecked: 'apply'
                        echo "next step of ${n}"
                    }
                }
                parallel waits
                """.formatted(WAITS);
    }

    /** All rows are being copied, which takes as long as the test wants. */
    private static void openDeployRequests(DisturbedPipeline plot) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI uri = URI.create(plot.site.server.url() + "/organizations/mechanica/databases/logistics/deploy-requests");
        for (int i = 1; i <= WAITS; i++) {
            plot.site.devBranch("dev-" + i);
            String body = "{\"branch\": \"dev-" + i + "\", \"into_branch\": \"main\", \"auto_cutover\": false}";
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .header(
                                    "Authorization",
                                    LocalPlanetScaleFixture.TOKEN_ID + ":" + LocalPlanetScaleFixture.TOKEN_SECRET)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(201, answer.statusCode(), answer::body);
            plot.site.database.deployRequest(i).freeze(true).force("in_progress");
        }
    }

    private static int busyExecutors() {
        return Stream.of(Jenkins.get().getComputers())
                .mapToInt(Computer::countBusy)
                .sum();
    }

    /** Threads that are there because of this plugin, by name without numbers. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[\\d.:]+.*", "").trim())
                .filter(name -> name.contains("PlanetScale") || name.contains("OkHttp") || name.contains("Okio"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
