package io.jenkins.plugins.planetscale.steps.approval;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.testing.PlayedController;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.planetscale.local.FaultRule;
import java.io.File;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller restarts while a change stands at its gate: what people decide is heard at once. */
class ApprovalAfterRestartOfflineTest {
    private static final Duration MOMENT = Duration.ofSeconds(3);

    @TempDir
    private File home;

    private PlayedController controller;
    private PlayedController.Context step;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.start(new DeployRequestStep("dev"));
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        ApplyStep apply = new ApplyStep();
        apply.setBranch("dev");
        apply.setApproval(new ApprovalSettings());
        apply.setOnAbort("cancel");
        step = controller.start(apply);
        controller.await(Duration.ofMinutes(10), () -> approvalRequest() != null).advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private ApprovalRequest approvalRequest() {
        ApprovalAction action = controller.run().getAction(ApprovalAction.class);
        return action == null ? null : action.getRequests().get(0);
    }

    private void answer(boolean approve) throws DecisionRejectedException {
        new ApprovalService(controller.run()).answer(approvalRequest(), approve ? DecisionKind.APPROVE : DecisionKind.REJECT, null);
        controller.settle();
    }

    @Test
    void itIsAskedAgainWithinAMoment() throws Exception {
        controller.restart().advance(MOMENT);
        assertNotNull(approvalRequest().gate());
        answer(true);
        controller.await(Duration.ofMinutes(1), step::isOver);
        assertNull(step.failure);
        assertEquals(1, controller.sent("POST", "/apply-deploy"));
    }

    @Test
    void anApprovalDirectlyAfterTheRestartIsHeard() throws Exception {
        controller.restart();
        answer(true);
        controller.await(Duration.ofMinutes(1), step::isOver);
        assertNull(step.failure);
    }

    @Test
    void aRefusalDirectlyAfterTheRestartIsHeard() throws Exception {
        controller.restart();
        answer(false);
        controller.await(Duration.ofMinutes(1), step::isOver);
        assertInstanceOf(FlowInterruptedException.class, step.failure);
        assertEquals("complete_cancel", controller.database.deployRequest(1).deploymentState());
    }

    @Test
    void whatIsDecidedWhilePlanetScaleCannotBeReachedIsHeard() throws Exception {
        controller.server.faults().add(FaultRule.on(null, null).times(3).status(503));
        controller.restart();
        answer(true);
        assertThat(controller.log(), containsString("was approved by"));
        controller.await(Duration.ofMinutes(2), step::isOver);
        assertNull(step.failure);
        assertEquals(1, controller.sent("POST", "/apply-deploy"));
    }

    @Test
    void anApprovalAfterTheRestartDoesNotLetThroughWhatWasNotShown() throws Exception {
        controller.restart();
        controller.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN parcels int");
        answer(true);
        controller.await(Duration.ofMinutes(2), step::isOver);
        assertThat(String.valueOf(step.failure), containsString("was not cut over"));
        assertEquals(0, controller.sent("POST", "/apply-deploy"));
    }

    @Test
    void aStopAndAKillAtTheGateDoNotLetItBeApproved() throws Exception {
        step.execution.stop(new FlowInterruptedException(hudson.model.Result.ABORTED, true));
        controller.restart().advance(Duration.ofMinutes(2));
        assertThat(controller.log(), not(containsString("was approved by")));
        assertFalse(approvalRequest().isOpen());
        assertEquals("complete_cancel", controller.database.deployRequest(1).deploymentState());
    }
}
