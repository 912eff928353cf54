package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * A thousand waiting steps in 100 builds, and the start of a controller that has to resume them: no stampede, and the budget is
 * kept in the first minute; prints the figures of {@code docs/performance.md}.
 */
class ManyBuildsTest {
    private static final int BUILDS = 100;
    private static final int EACH = 10;
    private static final int SECONDS = 15;

    /** What may be saved up, and what is no poll; a stampede would be a list for each of the hundred at once. */
    private static final int MOST_AHEAD = 30;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static List<WorkflowRun> runs() {
        return IntStream.range(0, BUILDS).mapToObj(i -> Builds.of("build-" + i)).toList();
    }

    @Test
    void aControllerThatStartsWithAThousandWaitsKeepsTheBudget() throws Throwable {
        try (CrowdedSite site = new CrowdedSite(BUILDS, EACH)) {
            sessions.then(j -> {
                Controller.connect(j, site.urls());
                for (int i = 0; i < BUILDS; i++) {
                    Builds.start("build-" + i, site.script(i, i + 1));
                }
                ManyWaitsTest.allWait(site.waits());
                List<WorkflowRun> runs = new ArrayList<>(runs());
                WaitSampler sampler = new WaitSampler(site::requests);
                await().atMost(TestLimits.HANGING)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> sampler.sample(SECONDS));
                long program = WaitSampler.bytes(runs, "program.dat");
                long record = WaitSampler.bytes(runs, "build.xml");
                System.out.printf(
                        "figures: 1,000 waits in 100 builds: %s; program.dat %d bytes a step, build.xml %d%n",
                        sampler, program / site.waits(), record / site.waits());
                ManyWaitsTest.assertHoldsLittle(sampler);
                assertTrue(program <= (long) ManyWaitsTest.MOST_PROGRAM_BYTES * site.waits(), () -> program + " bytes");
                assertTrue(record <= (long) ManyWaitsTest.MOST_RECORD_BYTES * site.waits(), () -> record + " bytes");
            });
            Instant stopped = Instant.now();
            WaitSampler sampler = new WaitSampler(site::requests);
            sessions.then(j -> {
                System.out.println("figures: Jenkins is up again after " + ManyWaitsTest.since(stopped));
                Instant up = Instant.now();
                String[] resumed = {null};
                WaitSampler minute = new WaitSampler(site::requests);
                await().atMost(TestLimits.HANGING)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> {
                            if (resumed[0] == null && allLooked(site.waits())) {
                                resumed[0] = ManyWaitsTest.since(up);
                            }
                            return minute.sample(60);
                        });
                System.out.printf(
                        "figures: start with 1,000 waits: all have looked after %s; first minute: %s%n",
                        resumed[0], minute);
                assertTrue(sampler.requests() <= ManyWaitsTest.MOST_A_MINUTE * 1.2, sampler::toString);
                assertTrue(minute.requests() <= ManyWaitsTest.MOST_A_MINUTE, minute::toString);
                assertTrue(minute.mostAhead() <= MOST_AHEAD, minute.mostAhead() + " at once; " + minute);
                ManyWaitsTest.allWait(site.waits());
                assertEquals(0, site.refused());
                Instant changed = Instant.now();
                site.finish();
                for (WorkflowRun run : runs()) {
                    Builds.ends(Result.SUCCESS, run);
                }
                System.out.println("figures: all builds end after a change: " + ManyWaitsTest.since(changed));
            });
        }
    }

    private static boolean allLooked(int count) {
        return PlanetScaleService.get().works().stream()
                        .filter(work -> work.nextLook() != null && work.status().contains("copying rows"))
                        .count()
                == count;
    }
}
