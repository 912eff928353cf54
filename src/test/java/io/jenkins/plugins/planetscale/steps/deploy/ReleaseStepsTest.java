package io.jenkins.plugins.planetscale.steps.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class ReleaseStepsTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aReleaseInScriptedPipelineWithoutANode(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", """
                def branch = planetscaleBranch name: 'dev'
                echo "branch ${branch.name} created ${branch.created}"
                def request = planetscaleDeployRequest branch: 'dev', notes: 'Webhooks', stage: true
                echo "request ${request.number} ${request.outcome} ${request.changes[0].table} ${request.revertible}"
                def live = planetscaleApply deployRequest: request.number
                echo "live ${live.outcome} until ${live.revertUntil}"
                def back = planetscaleRevert deployRequest: request.number, reason: 'a drill'
                echo "back ${back.outcome}"
                def backup = planetscaleBackup branch: 'main', retention: '2 weeks'
                echo "backup ${backup.state}"
                """));
        j.assertLogContains("branch dev created false", run);
        j.assertLogContains("request 1 STAGED customers true", run);
        j.assertLogContains("live APPLIED until 20", run);
        j.assertLogContains("back REVERTED", run);
        j.assertLogContains("backup success", run);
        j.assertLogNotContains(LocalPlanetScaleFixture.TOKEN_SECRET, run);
        assertTrue(site.server.world().dump().contains("deploy request 1 dev -> main closed complete_revert"));
        assertEquals(3, run.getAction(ReleaseRecordAction.class).getEntries().size());
    }

    @Test
    void aGateThatRefusesFailsTheBuildWithAllFindings(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job("release", "planetscaleDeployRequest branch: 'dev', stage: true"));
        j.assertLogContains("dropData: table orders would lose data by:", run);
        j.assertLogNotContains("at io.jenkins", run);
    }

    @Test
    void aTargetThatIsAsItWasCheckedIsDeployedTo(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", """
                def request = planetscaleDeployRequest branch: 'dev'
                echo "outcome ${planetscaleApply(deployRequest: request.number).outcome}"
                """));
        j.assertLogContains("outcome APPLIED", run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployRequest: request.number", "branch: 'dev'"})
    void aTargetThatChangedSinceItsCheckIsNotDeployedTo(String which, JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = LocalPlanetScaleFixture.job("release", """
                def request = planetscaleDeployRequest branch: 'dev'
                semaphore 'checked'
                planetscaleApply %s
                """.formatted(which))
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart("checked/1", run);
        changeTarget();
        SemaphoreStep.success("checked/1", null);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("was not deployed: in the schema of \"main\", logistics.customers was changed at", run);
        assertEquals("ready", site.database.deployRequest(1).deploymentState());
    }

    private void changeTarget() {
        site.server.clock().advance(Duration.ofMinutes(1));
        site.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN parcels int");
    }

    @Test
    void anotherBuildLetsTheGatesCheckItOrSaysThatNothingIsCompared(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("check", "planetscaleDeployRequest branch: 'dev'"));
        WorkflowRun checked = j.buildAndAssertSuccess(
                LocalPlanetScaleFixture.job("dry", "planetscaleApply branch: 'dev', dryRun: true"));
        j.assertLogContains("was not checked by planetscaleDeployRequest in this build", checked);
        WorkflowRun run = j.buildAndAssertSuccess(
                LocalPlanetScaleFixture.job("release", "planetscaleApply branch: 'dev', ifUnchecked: 'apply'"));
        j.assertLogContains("The schema of \"main\" is not compared with anything", run);
    }

    @Test
    void aDryRunChangesNothing(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        String before = site.server.world().dump();
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", """
                planetscaleBranch name: 'feature', dryRun: true
                planetscaleDeployRequest branch: 'dev', dryRun: true
                planetscaleBackup branch: 'main', dryRun: true
                planetscaleDeleteBranch name: 'dev', dryRun: true
                """));
        j.assertLogContains("Dry run, step 1: would make ", run);
        assertEquals(before, site.server.world().dump());
    }
}
