package io.jenkins.plugins.planetscale.steps.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import org.junit.jupiter.api.Test;
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
    void aPasswordIsRevokedWhenItsBlockKillsTheBuild() throws Exception {
        site.devBranch("dev");
        String before = site.server.world().dumpLive();
        dies("withPlanetscalePassword(branch: 'dev') { throw new Deadly() }");
        BlockAssertions.await("forgotten", () -> EphemeralRegistry.get().list().isEmpty());
        assertEquals(before, site.server.world().dumpLive());
        assertEquals(1, BlockAssertions.sent(site, "DELETE", "/passwords/[^/]+"));
    }

    @Test
    void anEphemeralBranchIsDeletedWhenItsBlockKillsTheBuild() throws Exception {
        String before = site.server.world().dumpLive();
        dies("withPlanetscaleBranch { throw new Deadly() }");
        BlockAssertions.await("forgotten", () -> EphemeralRegistry.get().list().isEmpty());
        assertEquals(before, site.server.world().dumpLive());
        assertTrue(BlockAssertions.sent(site, "DELETE", "/branches/[^/]+") > 0);
    }
}
