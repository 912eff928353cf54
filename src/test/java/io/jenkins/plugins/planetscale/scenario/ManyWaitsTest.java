package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WaitingSteps;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Invariants I1 and I7 with 1,000 waiting steps in one build; prints the figures of {@code docs/performance.md}. */
@WithJenkins
class ManyWaitsTest {
    private static final int DATABASES = 100;
    private static final int EACH = 10;

    /** Longer than the work is told nothing at most while nothing happens. */
    private static final int SECONDS = 35;

    static final int MOST_A_MINUTE = 500;
    /** Of a build with ten such steps, whose program has something of its own as well. */
    static final int MOST_PROGRAM_BYTES = 12_000;

    static final int MOST_RECORD_BYTES = 6_000;

    @Test
    void aThousandWaitsOfOneBuildHoldNoExecutorAndFewThreadsAndWriteNothing(JenkinsRule j) throws Exception {
        try (CrowdedSite site = new CrowdedSite(DATABASES, EACH)) {
            Controller.connect(j, site.urls());
            Instant started = Instant.now();
            WorkflowRun run = Builds.start("many", site.script(0, DATABASES));
            allWait(site.waits());
            System.out.println("figures: 1,000 steps of one build wait after " + since(started));
            List<WorkflowRun> runs = List.of(run);
            long[] written = {-1};
            await("what the steps have begun with is written")
                    .atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> written[0] == (written[0] = WaitSampler.bytes(runs, null)));
            long program = WaitSampler.bytes(runs, "program.dat");
            long record = WaitSampler.bytes(runs, "build.xml");
            long all = WaitSampler.bytes(runs, null);

            WaitSampler sampler = new WaitSampler(site::requests);
            await().atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> sampler.sample(SECONDS));
            System.out.printf(
                    "figures: 1,000 waits in one build: %s; program.dat %d bytes a step, build.xml %d, snapshots %s%n",
                    sampler,
                    program / site.waits(),
                    record / site.waits(),
                    WaitingSteps.snapshotSizes().stream()
                            .mapToInt(Integer::intValue)
                            .summaryStatistics());
            assertEquals(all, WaitSampler.bytes(runs, null), "nothing is written while they wait");
            assertHoldsLittle(sampler);
            assertTrue(sampler.requests() >= 100, "they look");
            assertTrue(program <= (long) MOST_PROGRAM_BYTES * site.waits(), () -> program + " bytes of program.dat");
            assertTrue(record <= (long) MOST_RECORD_BYTES * site.waits(), () -> record + " bytes of build.xml");

            Instant changed = Instant.now();
            site.finish();
            Builds.says("next step of ", run);
            String first = since(changed);
            await("all steps go on")
                    .atMost(TestLimits.HANGING)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> assertEquals(site.waits(), Builds.count("next step of ", JenkinsRule.getLog(run))));
            System.out.println("figures: next step after a change: first " + first + ", all " + since(changed));
            assertEquals(0, site.refused());
            writeNoMore(run);
            Builds.ends(Result.SUCCESS, run);
            await("the plugin's threads end")
                    .atMost(TestLimits.HANGING)
                    .until(() ->
                            WaitSampler.threads().keySet().stream().noneMatch(name -> name.contains("PlanetScale")));
            Map<String, Long> left = WaitSampler.threads(); // OkHttp's own keep idle connections for some minutes
            assertTrue(left.values().stream().mapToLong(Long::longValue).sum() <= 4, left::toString);
        }
    }

    /** Pipeline itself writes the whole build twice for each branch of {@code parallel} that ends, for many minutes. */
    private static void writeNoMore(WorkflowRun run) throws ReflectiveOperationException {
        Field hint = FlowExecution.class.getDeclaredField("durabilityHint");
        hint.setAccessible(true);
        hint.set(run.getExecution(), FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
    }

    static void assertHoldsLittle(WaitSampler sampler) {
        assertEquals(0, sampler.busy(), "busy executors");
        assertTrue(sampler.most("PlanetScale waits") <= 1, sampler::toString);
        assertTrue(sampler.most("PlanetScale service") <= 3, sampler::toString);
        assertTrue(sampler.most("PlanetScale HTTP") <= 4, sampler::toString);
        assertTrue(sampler.requests() <= MOST_A_MINUTE, sampler::toString);
    }

    /** Waits until all have seen that rows are being copied. */
    static void allWait(int count) {
        await("all wait")
                .atMost(TestLimits.HANGING)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertEquals(
                        count,
                        PlanetScaleService.get().works().stream()
                                .filter(work -> work.status().contains("copying rows"))
                                .count(),
                        () -> PlanetScaleService.get().works().stream()
                                .collect(Collectors.groupingBy(
                                        work -> work.status().replaceAll("\\d+", "n"), Collectors.counting()))
                                .toString()));
    }

    static String since(Instant when) {
        return Duration.between(when, Instant.now()).toMillis() / 1000.0 + " s";
    }
}
