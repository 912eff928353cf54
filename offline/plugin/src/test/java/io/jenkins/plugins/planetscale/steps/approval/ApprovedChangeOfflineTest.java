package io.jenkins.plugins.planetscale.steps.approval;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.security.ACL;
import io.jenkins.plugins.planetscale.view.DeployRequestView;
import io.jenkins.plugins.planetscale.view.EntryView;
import io.jenkins.plugins.planetscale.view.FindingView;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import io.jenkins.plugins.planetscale.view.ReleaseActionFactory;
import io.jenkins.plugins.planetscale.view.TableView;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page with the buttons shows is what the click lets go live, and nothing else. */
class ApprovedChangeOfflineTest {
    private static final String DATABASE = "mechanica/logistics";

    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.start(new DeployRequestStep("dev"));
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(new ApprovalSettings());
        controller.start(apply);
        controller.await(Duration.ofMinutes(10), () -> action() != null && !action().getOpenRequests().isEmpty());
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private ApprovalAction action() {
        return controller.run().getAction(ApprovalAction.class);
    }

    private ApprovalRequest approvalRequest() {
        return action().getOpenRequests().get(0);
    }

    private ReleaseAction page() {
        return new ReleaseActionFactory().createFor(controller.run()).iterator().next();
    }

    private EntryView entry() {
        return page().getDeployRequests().get(0);
    }

    private static String text(DeployRequestView shown) {
        return shown.getTables().stream().map(TableView::getHtml).collect(Collectors.joining("\n"))
                + shown.getFindings().stream().map(FindingView::getText).toList();
    }

    /** The check of the build saw something else, and found nothing. */
    private void recordAnother() {
        controller.run().getAction(ReleaseRecordAction.class)
                .note(ReleaseRecord.of(ReleaseRecord.Kind.DEPLOY_REQUEST, DATABASE, "#1", null)
                        .diff(Map.of("customers", "+  `harmless` int")));
    }

    /** As when the step's change was taken out of its gate, altered, and staged anew. */
    private ApprovalRequest offerAnother() {
        ApprovalRequest before = approvalRequest();
        String xml = Jenkins.XSTREAM2.toXML(before);
        ApprovalRequest fresh = (ApprovalRequest) Jenkins.XSTREAM2.fromXML(xml.replace("webhook_url", "other_column")
                .replace("<since>" + before.getSince(), "<since>" + (before.getSince() + 60_000)));
        before.close("It does not stand at its gate any more.");
        assertEquals(fresh, action().ask(fresh));
        return fresh;
    }

    @Test
    void theBuildPageShowsTheChangeThatIsOfferedWhateverTheCheckSaw() {
        recordAnother();
        String shown = text(page().draw(entry()));
        assertThat(shown, containsString("webhook_url"));
        assertThat(shown, not(containsString("harmless")));
    }

    @Test
    void theBuildPageIsDrawnAnewWhenAnotherChangeIsOffered() {
        String before = entry().getShape();
        String version = page().getVersion();
        offerAnother();
        assertNotEquals(before, entry().getShape());
        assertNotEquals(version, page().getVersion());
        assertThat(text(page().draw(entry())), containsString("other_column"));
    }

    @Test
    void aClickOnAnOldPageCountsForNothing() {
        String old = page().getDecision().buttons(entry().getEntry()).get(0).getShown();
        assertEquals(approvalRequest().getId(), old);
        ApprovalRequest fresh = offerAnother();
        for (DecisionKind verb : List.of(DecisionKind.APPROVE, DecisionKind.REJECT)) {
            DecisionRejectedException told = assertThrows(
                    DecisionRejectedException.class, () -> new DecisionService(controller.run()).decide(DATABASE, 1, verb, old, null));
            assertEquals(409, told.status());
            assertThat(told.getMessage(), containsString("Reload the page"));
        }
        assertEquals(
                409, assertThrows(DecisionRejectedException.class, () -> new ApprovalService(controller.run()).choose(old, null, 0)).status());
        assertTrue(fresh.isOpen());
        assertEquals(
                fresh.getId(), page().getDecision().buttons(entry().getEntry()).get(0).getShown());
    }

    @Test
    void whoDoesNotSayWhatTheySawAnswersNothingThatWasOfferedAnew() throws Exception {
        assertEquals(approvalRequest(), new ApprovalService(controller.run()).choose(null, null, 0));
        ApprovalRequest fresh = offerAnother();
        for (String missing : new String[] {null, ""}) {
            DecisionRejectedException told = assertThrows(
                    DecisionRejectedException.class,
                    () -> new DecisionService(controller.run()).decide(DATABASE, 1, DecisionKind.APPROVE, missing, null));
            assertEquals(409, told.status());
            assertThat(told.getMessage(), containsString(fresh.getId()));
        }
        assertEquals(409, assertThrows(DecisionRejectedException.class, () -> new ApprovalService(controller.run()).choose(null, null, 1)).status());
        assertTrue(fresh.isOpen());
        new DecisionService(controller.run()).decide(DATABASE, 1, DecisionKind.APPROVE, fresh.getId(), null);
        assertFalse(fresh.isOpen());
        assertThat(text(page().draw(entry())), containsString("other_column")); // what was approved
    }

    @Test
    void anIdOfAnotherDeployRequestAnswersNothing() {
        DecisionRejectedException told = assertThrows(
                DecisionRejectedException.class,
                () -> new DecisionService(controller.run())
                        .decide(DATABASE, 2, DecisionKind.APPROVE, approvalRequest().getId(), null));
        assertEquals(404, told.status());
        assertTrue(approvalRequest().isOpen());
    }

    @Test
    void thePersonInTheLogHasAnId() throws Exception {
        new DecisionService(controller.run())
                .decide(DATABASE, 1, DecisionKind.APPROVE, approvalRequest().getId(), null);
        controller.settle();
        assertThat(controller.log(), containsString("was approved by somebody at"));
        assertNotEquals(ACL.SYSTEM2, Jenkins.getAuthentication2());
    }
}
