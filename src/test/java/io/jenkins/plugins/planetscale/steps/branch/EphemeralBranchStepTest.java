package io.jenkins.plugins.planetscale.steps.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.HeldRequest;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class EphemeralBranchStepTest extends BlockTestBase {
    private String before;

    @BeforeEach
    void setUp() {
        site.devBranch("dev");
        before = site.server.world().dumpLive();
    }

    @Test
    void theBlockHasABranchOfItsOwnAndItsValueIsTheSteps() throws Exception {
        WorkflowRun run = begin("""
                def value = withPlanetscaleBranch {
                  echo "on ${env.DB_BRANCH} with ${env.DB_PASSWORD}"
                  semaphore '%s'
                  [rows: 7]
                }
                echo "rows ${value.rows}"
                """.formatted(name));
        SemaphoreStep.waitForStart(name + "/1", run);
        List<EphemeralResource> registered = EphemeralRegistry.get().list();
        assertEquals(2, registered.size());
        assertNotNull(registered.stream()
                .filter(entry -> entry.kind() == EphemeralResource.Kind.BRANCH)
                .findFirst()
                .orElseThrow()
                .branchId());
        assertTrue(site.database.hasBranch(registered.get(0).branch()));
        assertTrue(registered.get(0).marker().marks(registered.get(0).branch()), "a sweeper knows it by its name");
        SemaphoreStep.success(name + "/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("rows 7", run);
        j.assertLogContains("with ****", run);
        BlockAssertions.assertNothingLeft(site, before);
        BlockAssertions.assertNothingInClear(site);
    }

    @Test
    void aBranchOfSomebodyElseIsNeitherHandedOutNorDeleted() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job(name, "withPlanetscaleBranch(name: 'dev') { echo 'in' + 'side' }"));
        j.assertLogContains("Branch \"dev\" of mechanica/logistics exists already and was not made by this build", run);
        j.assertLogNotContains("inside", run);
        assertEquals(0, BlockAssertions.sent(site, "POST", "/passwords"));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void keepSaysWhetherTheBranchStays() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                withPlanetscaleBranch(name: 'never') { }
                try { withPlanetscaleBranch(name: 'never-bad') { error 'x' } } catch (e) { }
                withPlanetscaleBranch(name: 'on-failure', keep: 'onFailure') { }
                try { withPlanetscaleBranch(name: 'on-failure-bad', keep: 'onFailure') { error 'x' } } catch (e) { }
                withPlanetscaleBranch(name: 'always', keep: 'always') { }
                try { withPlanetscaleBranch(name: 'b', keep: 'maybe') { } } catch (e) { echo e.message }
                """));
        for (String gone : List.of("never", "never-bad", "on-failure", "b")) {
            assertTrue(!site.database.hasBranch(gone), gone);
        }
        assertTrue(site.database.hasBranch("on-failure-bad"));
        assertTrue(site.database.hasBranch("always"));
        assertTrue(!site.server.world().dumpLive().contains("password "), "passwords are revoked on kept branches");
        assertEquals(List.of(), EphemeralRegistry.get().list());
        j.assertLogContains("To delete it: planetscaleDeleteBranch name: 'always'.", run);
        j.assertLogContains("keep: \"maybe\" is not known; use never, onFailure or always.", run);
    }

    @Test
    void aSetUpThatFailsLeavesNothing() throws Exception {
        site.server.faults().add(FaultRule.on("POST", "/passwords$").status(403));
        j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job(name, "withPlanetscaleBranch(name: 'mine', keep: 'always') { }"));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortWhileTheBranchIsBeingMadeRemovesIt() throws Exception {
        site.database.timings().branchReady(Duration.ofHours(1));
        WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine') { }");
        BlockAssertions.await("branch", () -> site.database.hasBranch("mine"));
        j.waitForMessage("not ready yet", run);
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortWhileTheAnswerIsOnItsWayRemovesTheBranchAndDoesNotAwaitIt() throws Exception {
        site.server.faults().add(FaultRule.on("POST", "/branches$").delayAnswer(Duration.ofMinutes(5)));
        WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine') { }");
        BlockAssertions.await("branch", () -> site.database.hasBranch("mine"));
        abort(run);
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortBeforeTheBranchIsThereRemovesItWhenItComes() throws Exception {
        WorkflowRun run;
        try (HeldRequest creation = HeldRequest.at(site, FaultRule.on("POST", "/branches$"))) {
            run = begin("withPlanetscaleBranch(name: 'mine') { }");
            creation.awaitArrival();
            assertTrue(!site.database.hasBranch("mine"), "it is not there yet");
            run.getExecutor().interrupt();
            BlockAssertions.await("clean-up", () -> BlockAssertions.statuses(EphemeralBranchExecution.class).stream()
                    .anyMatch("cleaning up: deleting branch \"mine\""::equals));
        }
        ends(run);
        assertEquals(1, BlockAssertions.sent(site, "DELETE", "/branches/mine"));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortWhileThePasswordIsOnItsWayRemovesItWithTheBranch() throws Exception {
        site.server.faults().add(FaultRule.on("POST", "/passwords$").delayAnswer(Duration.ofMinutes(5)));
        WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine', keep: 'always') { }");
        BlockAssertions.await("password", () -> site.server.world().dumpLive().contains("password jenkins-"));
        abort(run);
        BlockAssertions.assertNothingLeft(site, before);
    }

    /** Sooner than what is under way can be known to have no effect any more. */
    private void abort(WorkflowRun run) throws Exception {
        run.getExecutor().interrupt();
        ends(run);
    }

    private void ends(WorkflowRun run) throws Exception {
        Awaitility.await().atMost(TestLimits.HANGING).until(() -> !run.isBuilding());
        j.assertBuildStatus(Result.ABORTED, run);
    }

    @Test
    void aSecondAbortLeavesTheCleanUpToTheSweeper() throws Exception {
        site.server
                .faults()
                .add(FaultRule.on("DELETE", "/branches/mine$").status(500).forever());
        WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine') { echo 'done' }");
        BlockAssertions.await("clean-up", () -> BlockAssertions.sent(site, "DELETE", "/branches/mine") > 0);
        run.getExecutor().interrupt();
        j.waitForMessage("The clean-up goes on.", run);
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertEquals(1, EphemeralRegistry.get().list().size());
        assertEquals(
                EphemeralResource.Kind.BRANCH,
                EphemeralRegistry.get().list().get(0).kind());
    }
}
