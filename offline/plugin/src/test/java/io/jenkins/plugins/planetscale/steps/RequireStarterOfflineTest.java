package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.testing.PlayedController;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.Cause;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code approval: [requireStarter: true]}: nothing is done for a build that no known person started. */
class RequireStarterOfflineTest {
    @TempDir
    private File home;

    private PlayedController controller;
    private PlayedController.Context step;

    /** A timer, a push, or whoever had a token. */
    private static final class Program extends Cause {
        @Override
        public String getShortDescription() {
            return "Started by a program";
        }
    }

    private static final class Before extends hudson.model.Run<PlayedJenkins.Project, PlayedJenkins.Build> {
        private final List<Cause> causes;

        Before(PlayedJenkins.Project project, Cause cause) {
            super(project, 0);
            causes = List.of(cause);
        }

        @Override
        public int getNumber() {
            return 7;
        }

        @Override
        public List<Cause> getCauses() {
            return causes;
        }
    }

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.start(new DeployRequestStep("dev"));
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private void apply(boolean notStarter, Cause... causes) {
        controller.run().causes = List.of(causes);
        ApprovalSettings approval = new ApprovalSettings();
        approval.setRequireStarter(true);
        approval.setNotStarter(notStarter);
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(approval);
        step = controller.start(apply);
        controller.await(Duration.ofMinutes(20), () -> step.isOver() || approvalRequest() != null);
    }

    private ApprovalRequest approvalRequest() {
        ApprovalAction action = controller.run().getAction(ApprovalAction.class);
        return action == null || action.getOpenRequests().isEmpty() ? null : action.getOpenRequests().get(0);
    }

    private void isRefused() {
        assertNull(approvalRequest());
        assertNotNull(step.failure, controller::log);
        assertThat(step.failure.getMessage(), containsString("It is not known who started the build"));
        assertThat(step.failure.getMessage(), containsString("Start the build as a user, or leave requireStarter out."));
        assertEquals(0, controller.sent("POST", "/deploy"));
        assertEquals("ready", controller.database.deployRequest(1).deploymentState());
    }

    @Test
    void aTimerOrATokenIsNobody() {
        apply(false, new Program());
        isRefused();
    }

    @Test
    void noCauseAtAllIsNobody() {
        apply(false);
        isRefused();
    }

    @Test
    void jenkinsItselfIsNobody() {
        apply(false, new Cause.UserIdCause(null));
        isRefused();
    }

    @Test
    void aBuildThatNobodyStartedIsNobody() {
        apply(false, new Cause.UpstreamCause(new Before(controller.run().getParent(), new Program())));
        isRefused();
    }

    @Test
    void withNotStarterTheSame() {
        apply(true, new Program());
        isRefused();
    }

    @Test
    void aPersonIsKnownAlsoBehindAnotherBuild() throws Exception {
        apply(false, new Cause.UpstreamCause(new Before(controller.run().getParent(), new Cause.UserIdCause("ricardo"))));
        assertEquals(List.of("ricardo"), approvalRequest().getStarters());
        new ApprovalService(controller.run()).answer(approvalRequest(), DecisionKind.APPROVE, null);
        controller.await(Duration.ofMinutes(5), step::isOver);
        assertNull(step.failure);
    }

    @Test
    void oneAmongOtherCausesIsEnough() {
        apply(true, new Program(), new Cause.UserIdCause("ricardo"));
        assertNotNull(approvalRequest(), controller::log);
        assertFalse(step.isOver());
    }

    /** The build's page is asked by people; an approval request that somehow stands for nobody's build is not answered. */
    @Test
    void whoStartedItThemselvesCannotApproveWithNotStarter() {
        apply(true, new Cause.UserIdCause("somebody"));
        DecisionRejectedException told = assertThrows(
                DecisionRejectedException.class,
                () -> new ApprovalService(controller.run()).answer(approvalRequest(), DecisionKind.APPROVE, null));
        assertEquals(403, told.status());
    }

    /** The same over a restart before the change was offered. */
    @Test
    void aRestartMakesNobodyKnown() {
        controller.run().causes = List.of(new Program());
        ApprovalSettings approval = new ApprovalSettings();
        approval.setRequireStarter(true);
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(approval);
        step = controller.start(apply);
        if (!step.isOver()) {
            controller.restart();
            controller.await(Duration.ofMinutes(5), step::isOver);
        }
        isRefused();
    }
}
