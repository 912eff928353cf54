package io.jenkins.plugins.planetscale.steps.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PasswordStepTest extends BlockTestBase {
    private String before;

    @BeforeEach
    void setUp() {
        site.devBranch("dev");
        before = site.server.world().dumpLive();
    }

    @Test
    void theBlockHasTheVariablesAndTheLogHasTheirNamesOnly() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                node {
                  def answer = withPlanetscalePassword(branch: 'dev') {
                    sh 'echo "sh $DB_NAME $DB_BRANCH <$DB_PASSWORD> <$DATABASE_URL> <$GO_DSN>"'
                    sh 'printf %s "$DB_PASSWORD" | base64 -w0; echo; printf %s "$DATABASE_URL" | base64 -w0; echo'
                    echo "echo ${env.DB_PASSWORD} at ${env.JDBC_URL} ${env.DB_USER != null && env.DB_HOST != null}"
                    42
                  }
                  echo "answer ${answer}, then ${env.DB_PASSWORD}"
                }
                withPlanetscalePassword(branch: 'dev', prefix: 'PS_', role: 'reader', replica: true) {
                  echo "prefixed ${env.PS_DB_NAME} ${env.DB_NAME} ${env.PS_DB_PASSWORD}"
                }
                """));
        j.assertLogContains("sh logistics dev <****> <****> <****>", run);
        j.assertLogContains("echo **** at jdbc:mysql://", run);
        j.assertLogContains("answer 42, then null", run);
        j.assertLogContains("prefixed logistics null ****", run);
        BlockAssertions.assertNothingInClear(site);
        BlockAssertions.assertNothingLeft(site, before);
        assertEquals(2, BlockAssertions.minted(site).size());
    }

    @Test
    void anErrorFromTheBlockIsMaskedAndThePasswordRevoked() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, LocalPlanetScaleFixture.job(name, """
                withPlanetscalePassword(branch: 'dev') {
                  error "cannot connect with ${env.DB_PASSWORD} to ${env.DATABASE_URL}"
                }
                """));
        j.assertLogContains("cannot connect with **** to ****", run);
        BlockAssertions.assertNothingInClear(site);
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortedBlockIsCleanedUp() throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job(
                        name, "withPlanetscalePassword(branch: 'dev') { semaphore '" + name + "' }")
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        assertTrue(site.server.world().dumpLive().contains("password jenkins-"));
        assertEquals(1, EphemeralRegistry.get().list().size());
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anAbortWhileThePasswordIsOnItsWayRevokesItAndDoesNotAwaitIt() throws Exception {
        site.server.faults().add(FaultRule.on("POST", "/passwords$").delayAnswer(Duration.ofMinutes(5)));
        WorkflowRun run = LocalPlanetScaleFixture.job(name, "withPlanetscalePassword(branch: 'dev') { }")
                .scheduleBuild2(0)
                .waitForStart();
        BlockAssertions.await("password", () -> site.server.world().dumpLive().contains("password jenkins-"));
        run.getExecutor().interrupt();
        Awaitility.await().atMost(TestLimits.HANGING).until(() -> !run.isBuilding());
        j.assertBuildStatus(Result.ABORTED, run);
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void timeoutsAndFailFastAreCleanedUp() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, LocalPlanetScaleFixture.job(name, """
                try {
                  timeout(time: 2, unit: 'SECONDS') { withPlanetscalePassword(branch: 'dev') { sleep 600 } }
                } catch (e) { echo "around: ${e.class.simpleName}" }
                try {
                  withPlanetscalePassword(branch: 'dev', timeout: '2s') { sleep 600 }
                } catch (e) { echo "own: ${e.kind} ${e.message}" }
                parallel failFast: true, bad: { sleep 2; error 'bad' }, good: {
                  withPlanetscalePassword(branch: 'dev') { sleep 600 }
                }
                """));
        j.assertLogContains("around: FlowInterruptedException", run);
        j.assertLogContains("own: TIMED_OUT withPlanetscalePassword did not end in the time allowed (2s)", run);
        assertEquals(3, BlockAssertions.minted(site).size());
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void anEmptyBlockEnds() throws Exception {
        j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, "withPlanetscalePassword('dev') { }"));
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void aCleanUpThatFailsFailsAGoodBlockAndStaysRegistered() throws Exception {
        site.server
                .faults()
                .add(FaultRule.on("DELETE", "/passwords/").status(403).forever());
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try {
                  withPlanetscalePassword(branch: 'dev') { echo 'fine' }
                } catch (e) { echo "good block: ${e.kind} ${e.message}" }
                """));
        j.assertLogContains("good block: CLEANUP_FAILED The block ended well. The clean-up failed: ", run);
        assertEquals(1, EphemeralRegistry.get().list().size());
    }

    @Test
    void aCleanUpThatFailsDoesNotHideWhyTheBlockFailed() throws Exception {
        site.server
                .faults()
                .add(FaultRule.on("DELETE", "/passwords/").status(403).forever());
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try {
                  withPlanetscalePassword(branch: 'dev') { error 'migration 7' }
                } catch (e) { echo "bad block: ${e.message}" }
                """));
        j.assertLogContains("bad block: migration 7", run);
        j.assertLogContains("The clean-up failed: ", run);
    }

    @Test
    void aPasswordIsRenewedAtHalfOfItsTime() throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job(
                        name, "withPlanetscalePassword(branch: 'dev', ttl: '60s') { semaphore '" + name + "' }")
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        long minted = validUntil(run);
        BlockAssertions.await(
                "renewal", () -> BlockAssertions.sent(site, "POST", "/renew") > 0 && validUntil(run) > minted);
        SemaphoreStep.success(name + "/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        BlockAssertions.assertNothingLeft(site, before);
    }

    private static long validUntil(WorkflowRun run) {
        return run.getAction(ReleaseRecordAction.class).getEntries().get(0).getValidUntil();
    }

    @Test
    void aDryRunDoesNotRunTheBlock() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                withPlanetscalePassword(branch: 'dev', dryRun: true) { echo 'the ' + 'block' }
                withPlanetscaleBranch(name: 'other', dryRun: true) { echo 'the ' + 'block' }
                """));
        j.assertLogContains("Dry run: the block of withPlanetscalePassword was not run.", run);
        j.assertLogContains("Dry run: the block of withPlanetscaleBranch was not run.", run);
        j.assertLogNotContains("the block\n", run);
        BlockAssertions.assertNothingLeft(site, before);
    }

    @Test
    void wrongParametersAreRefusedAndCanBeCaught() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, LocalPlanetScaleFixture.job(name, """
                try { withPlanetscalePassword(branch: 'dev') } catch (e) { echo "1 ${e.message}" }
                try { withPlanetscalePassword(branch: 'dev', role: 'god') { } } catch (e) { echo "2 ${e.message}" }
                try { withPlanetscalePassword(branch: 'dev', ttl: 'long') { } } catch (e) { echo "3 ${e.message}" }
                try { withPlanetscalePassword(branch: 'nosuch') { } } catch (e) { echo "4 ${e.kind}" }
                catchError { retry(2) { withPlanetscalePassword(branch: 'nosuch') { } } }
                echo 'after'
                """));
        j.assertLogContains("1 withPlanetscalePassword step must be called with a body", run);
        j.assertLogContains("2 \"god\" is not a role", run);
        j.assertLogContains("3 ttl: \"long\" is not a time span", run);
        j.assertLogContains("4 CALL_FAILED", run);
        j.assertLogContains("Retrying", run);
        j.assertLogContains("after", run);
        assertFalse(EphemeralRegistry.get().list().stream()
                .anyMatch(entry -> !entry.branch().equals("nosuch")));
    }
}
