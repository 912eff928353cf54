package io.jenkins.plugins.planetscale.steps.deploy;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.PlayedController;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.view.DecisionButton;
import io.jenkins.plugins.planetscale.view.DeployRequestView;
import io.jenkins.plugins.planetscale.view.FindingView;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import io.jenkins.plugins.planetscale.view.ReleaseActionFactory;
import io.jenkins.plugins.planetscale.view.TableView;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deploy request is taken out of the deploy queue: a person is asked before it is queued again, also over a restart. */
class TakenOutOfQueueOfflineTest {
    private static final String ADD = "ALTER TABLE orders ADD COLUMN note varchar(20)";

    @TempDir
    private File home;

    private PlayedController controller;
    private PlayedController.Context step;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.start(new DeployRequestStep("dev"));
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        controller.database.timings().queued(Duration.ofMinutes(10));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private void apply(boolean asking) {
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setIfTakenOutOfQueue("checkAgain");
        if (asking) {
            apply.setApproval(new ApprovalSettings());
        }
        step = controller.start(apply);
        controller.await(Duration.ofMinutes(5), () -> state().equals("queued")).advance(Duration.ofSeconds(20));
    }

    private String state() {
        return controller.database.deployRequest(1).deploymentState();
    }

    private long deploys() {
        return controller.sent("POST", "/deploy");
    }

    private ApprovalAction action() {
        return controller.run().getAction(ApprovalAction.class);
    }

    private List<ApprovalRequest> open() {
        return action() == null ? List.of() : action().getOpenRequests();
    }

    private ReleaseAction page() {
        return new ReleaseActionFactory().createFor(controller.run()).iterator().next();
    }

    private String shown() {
        DeployRequestView drawn = page().draw(page().getDeployRequests().get(0));
        return drawn.getTables().stream().map(TableView::getHtml).collect(Collectors.joining("\n"))
                + drawn.getFindings().stream().map(FindingView::getText).toList();
    }

    private void addAColumn() {
        controller.database.branch("dev").ddl(ADD);
    }

    private void approve(ApprovalRequest approvalRequest) throws DecisionRejectedException {
        new ApprovalService(controller.run()).answer(approvalRequest, DecisionKind.APPROVE, null);
        controller.settle();
    }

    @Test
    void aPersonIsShownTheNewChangeBeforeItIsQueuedAgain() throws Exception {
        apply(true);
        addAColumn();
        controller.await(Duration.ofMinutes(5), () -> !open().isEmpty());
        controller.advance(Duration.ofHours(1));
        assertEquals("ready", state());
        assertEquals(1, deploys());
        assertThat(shown(), containsString("note"));
        DecisionButton approve = page().getDecision()
                .buttons(page().getDeployRequests().get(0).getEntry())
                .get(0);
        assertThat(approve.getEffect(), containsString("is put back into the deploy queue"));
        approve(open().get(0));
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertNull(step.failure);
        assertEquals("APPLIED", ((ApplyResult) step.value).getOutcome());
        assertTrue(controller.database.branch("main").schema().contains("note"));
    }

    @Test
    void theRecordOfTheBuildHasWhatWasCheckedLast() {
        apply(false);
        addAColumn();
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertNull(step.failure);
        assertThat(shown(), containsString("note"));
        ReleaseRecord entry = controller.run().getAction(ReleaseRecordAction.class).getEntries().get(0);
        assertEquals(2, entry.checked().changes().size());
    }

    @Test
    void theQuestionStandsAfterARestart() throws Exception {
        apply(true);
        controller.database.deployRequest(1).actorDequeues();
        controller.await(Duration.ofMinutes(5), () -> !open().isEmpty());
        controller.restart().advance(Duration.ofMinutes(2));
        assertEquals(1, deploys());
        assertEquals(1, open().size());
        assertNotNull(open().get(0).gate());
        approve(open().get(0));
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertNull(step.failure);
        assertEquals(2, deploys());
    }

    @Test
    void anAnswerDuringTheRestartIsHeard() throws Exception {
        apply(true);
        controller.database.deployRequest(1).actorDequeues();
        controller.await(Duration.ofMinutes(5), () -> !open().isEmpty());
        controller.restart(() -> {
            try {
                new ApprovalService(controller.run()).answer(open().get(0), DecisionKind.APPROVE, null);
            } catch (DecisionRejectedException e) {
                throw new AssertionError(e);
            }
        });
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertNull(step.failure);
        assertEquals(2, deploys());
    }

    @Test
    void takenOutWhileTheControllerIsDownItIsAskedAllTheSame() {
        apply(true);
        controller.database.deployRequest(1).actorDequeues();
        controller.restart();
        controller.await(Duration.ofMinutes(5), () -> !open().isEmpty());
        assertEquals(1, deploys());
        assertTrue(open().get(0).isBeforeDeployment());
    }

    /** A kill, after which Jenkins knows only what was written down: nothing is put back silently. */
    @Test
    void takenOutWhileTheControllerIsDownItIsNotPutBackByDefault() {
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        step = controller.start(apply);
        controller.await(Duration.ofMinutes(5), () -> state().equals("queued")).advance(Duration.ofSeconds(20));
        controller.kill();
        controller.database.deployRequest(1).actorDequeues();
        controller.restart();
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertEquals("CANCELLED", ((StepFailure) step.failure).getKind());
        assertEquals(1, deploys());
    }

    @Test
    void anApprovalOfWhatWasOfferedBeforeDoesNotCountAfterARestart() throws Exception {
        apply(true);
        controller.await(Duration.ofMinutes(30), () -> !open().isEmpty()); // at its gate
        ApprovalRequest before = open().get(0);
        assertFalse(before.isBeforeDeployment());
        controller.database.deployRequest(1).force("ready"); // however that came about
        controller.await(Duration.ofMinutes(5), () -> !open().isEmpty() && open().get(0) != before);
        assertFalse(before.isOpen());
        assertNull(before.answer());
        ApprovalRequest asked = open().get(0);
        assertTrue(asked.isBeforeDeployment());
        controller.restart(() -> {}).advance(Duration.ofMinutes(2));
        assertEquals(1, deploys());
        approve(open().get(0));
        controller.await(Duration.ofMinutes(30), step::isOver);
        assertNull(step.failure);
    }
}
