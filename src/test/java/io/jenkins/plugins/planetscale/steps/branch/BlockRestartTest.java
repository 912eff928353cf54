package io.jenkins.plugins.planetscale.steps.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.HeldRequest;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class BlockRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private String before;

    @BeforeEach
    void live() {
        site.devBranch("dev");
        before = site.server.world().dumpLive();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private WorkflowRun begin(String script) throws Exception {
        site.configure();
        return LocalPlanetScaleFixture.job("p", script).scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun beginLive(String script) throws Exception {
        site.live("dev");
        return begin(script);
    }

    private static WorkflowRun again(JenkinsRule j) {
        return j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    void aRestartWhileTheBranchIsBeingMade() throws Throwable {
        site.database.timings().branchReady(Duration.ofHours(1));
        sessions.then(j -> {
            WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine') { echo \"on ${env.DB_BRANCH}\" }");
            j.waitForMessage("not ready yet", run);
        });
        site.database.timings().immediate();
        sessions.then(j -> {
            WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(again(j)));
            j.assertLogContains("on mine", run);
            assertEquals(1, BlockAssertions.sent(site, "POST", "/branches"));
            BlockAssertions.assertNothingLeft(site, before);
        });
    }

    @Test
    void aRestartAfterAnAbortStillRemovesABranchWhoseMakingWasUnderWay() throws Throwable {
        try (HeldRequest creation = HeldRequest.at(site, FaultRule.on("POST", "/branches$"))) {
            sessions.then(j -> {
                WorkflowRun run = begin("withPlanetscaleBranch(name: 'mine') { }");
                creation.awaitArrival();
                run.getExecutor().interrupt();
                BlockAssertions.await(
                        "clean-up", () -> BlockAssertions.statuses(EphemeralBranchExecution.class).stream()
                                .anyMatch("cleaning up: deleting branch \"mine\""::equals));
                assertEquals(0, BlockAssertions.sent(site, "DELETE", "/branches/mine"));
            });
        }
        sessions.then(j -> {
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(again(j)));
            assertEquals(1, BlockAssertions.sent(site, "DELETE", "/branches/mine"));
            BlockAssertions.assertNothingLeft(site, before);
        });
    }

    @Test
    void aRestartInTheBlockKeepsItsVariablesAndTheirMask() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = begin("""
                    withPlanetscaleBranch(name: 'mine') {
                      echo "before ${env.DB_PASSWORD}"
                      semaphore 'wait'
                      echo "after ${env.DB_PASSWORD} of ${env.DB_NAME}"
                    }
                    """);
            SemaphoreStep.waitForStart("wait/1", run);
            BlockAssertions.assertNothingInClear(site);
        });
        sessions.then(j -> {
            BlockAssertions.assertNothingInClear(site);
            SemaphoreStep.success("wait/1", null);
            WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(again(j)));
            j.assertLogContains("before ****", run);
            j.assertLogContains("after **** of logistics", run);
            assertEquals(1, BlockAssertions.minted(site).size());
            BlockAssertions.assertNothingLeft(site, before);
            BlockAssertions.assertNothingInClear(site);
        });
    }

    @Test
    void aRestartWhileThePasswordIsBeingMintedMintsItAnew() throws Throwable {
        site.server.faults().add(FaultRule.on("POST", "/passwords$").delayAnswer(Duration.ofSeconds(30)));
        sessions.then(j -> {
            begin("withPlanetscalePassword('dev') { echo \"with ${env.DB_PASSWORD}\" }");
            BlockAssertions.await("mint", () -> site.server.world().dumpLive().contains("password jenkins-"));
        });
        sessions.then(j -> {
            WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(again(j)));
            j.assertLogContains("with ****", run);
            assertTrue(
                    site.server.world().dump().contains("passwords"),
                    site.server.world().dump());
            BlockAssertions.assertNothingLeft(site, before);
        });
    }

    @Test
    void aRestartInTheCleanUpFinishesItAndKeepsTheEnd() throws Throwable {
        site.server
                .faults()
                .add(FaultRule.on("DELETE", "/branches/mine$").status(500).forever());
        sessions.then(j -> {
            begin("""
                    def value = withPlanetscaleBranch(name: 'mine') { [answer: 42] }
                    echo "value ${value.answer}"
                    withPlanetscalePassword('dev') { error 'the end' }
                    """);
            BlockAssertions.await("clean-up", () -> BlockAssertions.sent(site, "DELETE", "/branches/mine") > 0);
        });
        site.server.faults().clear();
        sessions.then(j -> {
            WorkflowRun run = j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(again(j)));
            j.assertLogContains("value 42", run);
            j.assertLogContains("the end", run);
            BlockAssertions.assertNothingLeft(site, before);
        });
    }

    @Test
    void aRestartWhileTheWindowIsHeldGoesOnCounting() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = beginLive("""
                    int n = 0
                    def window = planetscaleRevertWindow(deployRequest: 1, every: '10s', failures: '2 of 2') {
                      echo "check ${++n}"
                      error 'bad'
                    }
                    echo "window ${window.outcome} after ${n}"
                    """);
            j.waitForMessage("Check 1 of deploy request #1 failed", run);
        });
        sessions.then(j -> {
            WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(again(j)));
            j.assertLogContains("window REVERTED after 2", run);
        });
    }

    @Test
    void aWindowThatEndedDuringTheDowntimeEndsTheCheckThatRan() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = beginLive("""
                    def window = planetscaleRevertWindow(deployRequest: 1) { semaphore 'check' }
                    echo "window ${window.outcome}"
                    """);
            SemaphoreStep.waitForStart("check/1", run);
        });
        site.server.clock().advance(Duration.ofMinutes(31));
        sessions.then(j -> {
            WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(again(j)));
            j.assertLogContains("window EXPIRED", run);
        });
    }
}
