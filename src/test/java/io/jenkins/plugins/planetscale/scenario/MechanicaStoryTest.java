package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * {@code docs/examples/mechanica.Jenkinsfile} from end to end, with a restart of the controller in each of its waits,
 * and without a trace of a secret in any file or log.
 */
class MechanicaStoryTest {
    private static final String JOB = MechanicaStory.JOB;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern MINTED = Pattern.compile("\"plain_text\"\\s*:\\s*\"([^\"]+)\"");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path files;

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final ControllerLog controllerLog = new ControllerLog();

    @AfterEach
    void close() {
        controllerLog.close();
        site.close();
    }

    @Test
    void theReleaseGoesLiveOverARestartInEachOfItsWaits() throws Throwable {
        upToTheWindow();
        sessions.then(j -> {
            WorkflowRun run = Builds.of(JOB);
            String log = Builds.ends(Result.SUCCESS, run);
            assertTrue(log.contains("Window KEPT"), log);
            assertTrue(log.contains("approved by ainsley"), log);
            assertEquals(1, Builds.count("Load balancer: all traffic to green", log), log);
            assertFalse(log.contains("back to blue"), log);
            String world = site.server.world().dump();
            assertTrue(world.contains("deploy request 1 dev -> main closed complete\n"), world);
            assertTrue(site.database.branch("main").schema().contains("webhook_url"), world);
            assertLeftNothing(world);
            assertNoSecrets(j, log);
        });
        assertEquals(List.of(), controllerLog.complaints());
    }

    @Test
    void failingChecksBringTheOldSchemaBackOverARestartInEachOfItsWaits() throws Throwable {
        site.database.timings().revert(HOUR);
        upToTheWindow();
        sessions.then(j -> {
            Files.createFile(files.resolve("sick"));
            await("the revert").atMost(TestLimits.HANGING).until(() -> state().equals("in_progress_revert"));
        });
        site.server.clock().advance(HOUR);
        sessions.then(j -> {
            String log = Builds.ends(Result.FAILURE, Builds.of(JOB));
            assertTrue(log.contains("Window REVERTED"), log);
            assertTrue(log.contains("The checks failed; the schema is as it was before."), log);
            assertTrue(log.contains("Load balancer: all traffic back to blue"), log);
            String world = site.server.world().dump();
            assertTrue(world.contains("deploy request 1 dev -> main closed complete_revert\n"), world);
            assertFalse(site.database.branch("main").schema().contains("webhook_url"), world);
            assertLeftNothing(world);
            assertNoSecrets(j, log);
        });
        assertEquals(List.of(), controllerLog.complaints());
    }

    /** Leaves the controller down in the revert window, after the first good check. */
    private void upToTheWindow() throws Throwable {
        site.devBranch("dev");
        site.database.timings().seededBranchReady(HOUR).copy(HOUR);
        sessions.then(j -> {
            site.configure();
            MechanicaStory.start(files);
            await("the branch is being made").atMost(TestLimits.HANGING).until(() -> site.database.hasBranch("test"));
        });
        site.server.clock().advance(HOUR);
        sessions.then(j -> {
            Builds.says("tests begin", Builds.of(JOB));
            assertNoSecrets(j, JenkinsRule.getLog(Builds.of(JOB)));
        });
        Files.createFile(files.resolve("tested"));
        sessions.then(j -> await("staging").atMost(TestLimits.HANGING).until(() -> state().equals("in_progress")));
        site.server.clock().advance(HOUR);
        sessions.then(j -> {
            Builds.says("is STAGED, see", Builds.of(JOB));
            await("the approval is asked for").atMost(TestLimits.HANGING).until(MechanicaStory::asked);
        });
        sessions.then(j -> {
            assertEquals("pending_cutover", state());
            MechanicaStory.approve(j, "ricardo");
            await("checked once").atMost(TestLimits.HANGING).until(() -> Files.exists(files.resolve("checked")));
            assertEquals("complete_pending_revert", state());
        });
    }

    private String state() {
        return site.database.lastDeployRequest() == 0
                ? "none"
                : site.database.deployRequest(1).deploymentState();
    }

    /** Of what was made for the tests. */
    private void assertLeftNothing(String world) {
        assertFalse(site.database.hasBranch("test"), world);
        assertFalse(world.contains("password "), world);
        assertEquals(1, site.database.lastDeployRequest(), world);
    }

    private void assertNoSecrets(JenkinsRule j, String buildLog) throws Exception {
        Set<String> secrets = new HashSet<>(Set.of(LocalPlanetScaleFixture.TOKEN_SECRET));
        for (RecordedExchange exchange : site.server.exchanges()) {
            Matcher minted = MINTED.matcher(exchange.body() == null ? "" : exchange.body());
            while (minted.find()) {
                secrets.add(minted.group(1));
            }
        }
        assertTrue(secrets.size() > 1, "no password was minted");
        SecretScan scan = new SecretScan(secrets);
        scan.folder(j.jenkins.getRootDir().toPath());
        scan.text("build log", buildLog);
        scan.text("controller log", controllerLog.text());
        scan.assertNothingFound();
    }
}
