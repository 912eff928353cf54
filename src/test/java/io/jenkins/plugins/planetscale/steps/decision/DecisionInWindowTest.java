package io.jenkins.plugins.planetscale.steps.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.testing.DecisionClient;
import io.jenkins.plugins.planetscale.testing.DecisionTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A person decides while a step holds the revert window. */
@WithJenkins
class DecisionInWindowTest extends DecisionTestBase {
    private DecisionClient begin(String parameters, String body) throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job(name, """
                        planetscaleDeployRequest branch: 'dev', stage: true
                        planetscaleApply deployRequest: 1
                        def window = planetscaleRevertWindow(deployRequest: 1%s) { %s }
                        echo "window ${window.outcome} by ${window.decidedBy}"
                        """.formatted(parameters, body))
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        return new DecisionClient(j, site, run);
    }

    @Test
    void theStepRevertsAndItsCheckIsStopped() throws Exception {
        DecisionClient desk = begin("", "semaphore '" + name + "'");
        assertEquals(403, desk.post("approver", "revert").status());
        DecisionClient.Response told = desk.post("reverter", "revert");
        assertEquals(200, told.status(), told.text());
        assertEquals(
                "Deploy request #1 of mechanica/logistics: planetscaleRevertWindow in "
                        + desk.run().getFullDisplayName() + " reverts it now.",
                told.message());
        j.assertBuildStatusSuccess(j.waitForCompletion(desk.run()));
        j.assertLogContains("window REVERTED by reverter", desk.run());
        assertEquals("complete_revert", site.database.deployRequest(1).deploymentState());
        assertEquals(1, desk.sent("/revert"));
        assertNull(desk.entry().openDecision());
        assertNull(desk.entry().getDecisions().get(0).getProblem());
        DecisionClient.Response late = desk.post("admin", "keep");
        assertEquals(409, late.status());
        assertTrue(late.message().contains("was already reverted, ordered by reverter at"), late.message());
    }

    @Test
    void aCheckThatFailsAfterwardsDoesNotOverrulePersons() throws Exception {
        DecisionClient desk = begin(", failures: '1 of 1', onFailure: 'leave'", "semaphore '" + name + "'");
        site.server
                .faults()
                .add(FaultRule.on("POST", "/skip-revert$").resetBefore().times(1));
        assertEquals(200, desk.post("reverter", "keep").status());
        SemaphoreStep.failure(name + "/1", new Exception("the check failed"));
        j.assertBuildStatusSuccess(j.waitForCompletion(desk.run()));
        j.assertLogContains("window KEPT by reverter", desk.run());
        assertEquals(1, desk.sent("/skip-revert"));
    }

    @Test
    void whatTheStepCannotCarryOutIsSaid() throws Exception {
        DecisionClient desk = begin("", "semaphore '" + name + "'");
        site.database.deployRequest(1).force("complete");
        assertEquals(200, desk.post("reverter", "revert").status());
        j.waitForCompletion(desk.run());
        String problem = desk.entry().getDecisions().get(0).getProblem();
        assertTrue(problem != null && problem.contains("cannot be reverted any more"), problem);
    }
}
