package io.jenkins.plugins.planetscale.steps.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Blocks whose build Pipeline ends in the middle: here because the message of the script's exception throws, which Pipeline
 * itself does not survive. It never reports the end of the block then.
 */
@WithJenkins
class DeadProgramTest extends BlockTestBase {
    private static final String DEADLY = """
            import com.cloudbees.groovy.cps.NonCPS
            class Deadly extends Exception {
                Deadly() { super('deadly') }
                @NonCPS String getMessage() { throw new IllegalStateException('no message') }
            }
            """;

    private void dies(String script) throws Exception {
        j.buildAndAssertStatus(Result.FAILURE, LocalPlanetScaleFixture.job(name, DEADLY + script));
    }

    private void becomes(String state) {
        BlockAssertions.await(state, () -> site.server
                .world()
                .dump()
                .lines()
                .anyMatch(line -> line.contains("deploy request 1 ") && line.contains(state)));
    }

    @Test
    void aChangeIsRevertedWhenItsCheckKillsTheBuild() throws Exception {
        site.live("dev");
        dies("planetscaleRevertWindow(deployRequest: 1, failures: '2 of 3') { throw new Deadly() }");
        becomes("complete_revert");
    }

    @Test
    void aChangeIsLeftWhenThatIsWhatTheJenkinsfileWants() throws Exception {
        site.live("dev");
        dies("planetscaleRevertWindow(deployRequest: 1, onFailure: 'leave') { throw new Deadly() }");
        BlockAssertions.await(
                "it is held no more", () -> PlanetScaleService.get().works().isEmpty());
        assertTrue(
                site.server.world().dump().contains("complete_pending_revert"),
                () -> site.server.world().dump());
    }

    @Test
    void aDeploymentBesideTheBlockIsCancelledWhereOnAbortSaysSo() throws Exception {
        site.database.timings().copy(Duration.ofHours(1));
        site.devBranch("dev");
        WorkflowRun run = begin(DEADLY + """
                parallel stages: {
                    planetscaleDeployRequest branch: 'dev', stage: true, onAbort: 'cancel'
                }, dies: {
                    semaphore '%s'
                    throw new Deadly()
                }
                """.formatted(name));
        SemaphoreStep.waitForStart(name + "/1", run);
        becomes("in_progress");
        SemaphoreStep.success(name + "/1", null);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        becomes("cancel");
        BlockAssertions.await(
                "nothing is left to do", () -> PlanetScaleService.get().works().isEmpty());
    }

    /** In the block itself, and beside it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPasswordIsRevoked(boolean inBlock) throws Exception {
        site.devBranch("dev");
        String before = site.server.world().dumpLive();
        diesWith("withPlanetscalePassword(branch: 'dev')", inBlock);
        BlockAssertions.await("forgotten", () -> EphemeralRegistry.get().list().isEmpty());
        assertEquals(before, site.server.world().dumpLive());
        assertEquals(1, BlockAssertions.sent(site, "DELETE", "/passwords/[^/]+"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEphemeralBranchIsDeleted(boolean inBlock) throws Exception {
        String before = site.server.world().dumpLive();
        diesWith("withPlanetscaleBranch", inBlock);
        BlockAssertions.await("forgotten", () -> EphemeralRegistry.get().list().isEmpty());
        assertEquals(before, site.server.world().dumpLive());
        assertTrue(BlockAssertions.sent(site, "DELETE", "/branches/[^/]+") > 0);
    }

    private void diesWith(String block, boolean inBlock) throws Exception {
        if (inBlock) {
            dies(block + " { throw new Deadly() }");
            return;
        }
        String job = name + inBlock;
        WorkflowRun run = LocalPlanetScaleFixture.job(job, DEADLY + """
                parallel block: {
                    %1$s { semaphore 'block of %2$s' }
                }, dies: {
                    semaphore '%2$s'
                    throw new Deadly()
                }
                """.formatted(block, job))
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart("block of " + job + "/1", run);
        SemaphoreStep.success(job + "/1", null);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
    }
}
