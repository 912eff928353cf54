package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every deployment state × every operation: how each ends when the server goes on by itself. {@link StatesDocumentTest}
 * generates {@code docs/states.md} from these tables.
 */
class StateMatrixTest {
    static final String UNKNOWN = "in_progress_quantum";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # found in state              | stage     | apply     | approved  | hold      | revert
            pending                       | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            ready                         | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            no_changes                    | NO_CHANGES| NO_CHANGES| NO_CHANGES| NO_CHANGES| NO_CHANGES
            error                         | failed    | failed    | failed    | failed    | failed
            queued                        | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            submitting                    | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            in_progress                   | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            in_progress_vschema           | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            pending_cutover               | STAGED    | APPLIED   | APPLIED   | invalid   | invalid
            in_progress_cutover           | gate      | APPLIED   | gate      | EXPIRED   | REVERTED
            complete_pending_revert       | gate      | APPLIED   | gate      | EXPIRED   | REVERTED
            complete                      | gate      | APPLIED   | gate      | EXPIRED   | failed
            in_progress_cancel            | cancelled | cancelled | cancelled | cancelled | cancelled
            cancelled                     | cancelled | cancelled | cancelled | cancelled | cancelled
            complete_cancel               | cancelled | cancelled | cancelled | cancelled | cancelled
            complete_error                | failed    | failed    | failed    | failed    | failed
            in_progress_revert            | cancelled | cancelled | cancelled | cancelled | REVERTED
            in_progress_revert_vschema    | cancelled | cancelled | cancelled | cancelled | REVERTED
            complete_revert               | cancelled | cancelled | cancelled | cancelled | REVERTED
            complete_revert_error         | failed    | failed    | failed    | failed    | failed
            in_progress_quantum           | failed    | failed    | failed    | failed    | failed
            """)
    void everyOperationEndsRightFromEveryState(
            String state, String stage, String apply, String approved, String hold, String revert) throws Exception {
        assertEquals(stage, end(state, Deploy.stage(DATABASE, 1)));
        assertEquals(apply, end(state, Deploy.apply(DATABASE, 1)));
        assertEquals(approved, end(state, Deploy.apply(DATABASE, 1).approvalNeeded()));
        assertEquals(hold, end(state, RevertWindow.hold(DATABASE, 1)));
        assertEquals(revert, end(state, RevertWindow.revertNow(DATABASE, 1, "a check failed")));
    }

    /** What is left at the server, and the number of effects, after each policy. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # found in state           | LEAVE                        | CANCEL                             | CLOSE                              | REVERT
            pending                    | open ready                   | open ready                         | closed                             | closed
            ready                      | open ready                   | open ready                         | closed                             | closed
            no_changes                 | open no_changes              | open no_changes                    | closed                             | closed
            error                      | open error                   | open error                         | closed                             | closed
            queued                     | open pending_cutover         | cancelled                          | cancelled                          | cancelled
            submitting                 | open pending_cutover         | cancelled                          | cancelled                          | cancelled
            in_progress                | open pending_cutover         | cancelled                          | cancelled                          | cancelled
            in_progress_vschema        | open pending_cutover         | cancelled                          | cancelled                          | cancelled
            pending_cutover            | open pending_cutover         | cancelled                          | cancelled                          | cancelled
            in_progress_cutover        | open complete_pending_revert | open complete_pending_revert       | open complete_pending_revert       | reverted
            complete_pending_revert    | open complete_pending_revert | open complete_pending_revert       | open complete_pending_revert       | reverted
            complete                   | closed complete              | closed complete                    | closed complete                    | closed complete
            in_progress_cancel         | cancelled                    | cancelled                          | cancelled                          | cancelled
            cancelled                  | cancelled                    | cancelled                          | cancelled                          | cancelled
            complete_cancel            | cancelled                    | cancelled                          | cancelled                          | cancelled
            complete_error             | open complete_error          | failed: open complete_error        | failed: open complete_error        | failed: open complete_error
            in_progress_revert         | reverted                     | reverted                           | reverted                           | reverted
            in_progress_revert_vschema | reverted                     | reverted                           | reverted                           | reverted
            complete_revert            | reverted                     | reverted                           | reverted                           | reverted
            complete_revert_error      | open complete_revert_error   | failed: open complete_revert_error | failed: open complete_revert_error | failed: open complete_revert_error
            in_progress_quantum        | open in_progress_quantum     | failed: open in_progress_quantum   | failed: open in_progress_quantum   | failed: open in_progress_quantum
            """)
    void everyPolicyLeavesWhatItPromises(String state, String leave, String cancel, String close, String revert)
            throws Exception {
        assertEquals(leave, left(state, AbortDeployRequest.AbortPolicy.LEAVE));
        assertEquals(cancel, left(state, AbortDeployRequest.AbortPolicy.CANCEL));
        assertEquals(close, left(state, AbortDeployRequest.AbortPolicy.CLOSE));
        assertEquals(revert, left(state, AbortDeployRequest.AbortPolicy.REVERT));
    }

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void aStateThatDoesNotMoveIsNeverASuccessButRunsIntoTheDeadline(DeploymentState state) throws Exception {
        if (!state.isTransient()) {
            return;
        }
        String name = state == DeploymentState.UNKNOWN ? UNKNOWN : state.name().toLowerCase(Locale.ROOT);
        try (OperationHarness rig = new OperationHarness()) {
            int before = rig.deployRequest(name).freeze(true).effects().size();
            Deploy apply = Deploy.apply(DATABASE, 1);
            apply.setDeadline(rig.now().plus(Duration.ofMinutes(20)));
            ReleaseException failure = rig.failure(apply);
            assertTrue(
                    failure instanceof ReleaseTimeoutException || failure instanceof DeploymentCancelledException,
                    failure.toString());
            if (failure instanceof ReleaseTimeoutException) {
                assertTrue(failure.getMessage().contains("deployRequest: 1"), failure.getMessage());
            }
            assertEquals(before, rig.database.deployRequest(1).effects().size(), "nothing was done to it");
        }
    }

    @Test
    void allTwentyStatesOfTheApiAreKnownAndNothingElse() {
        long known = Arrays.stream(DeploymentState.values())
                .filter(state -> DeploymentState.of(state.name().toLowerCase(Locale.ROOT)) == state)
                .count();
        assertEquals(21, known);
        assertEquals(DeploymentState.UNKNOWN, DeploymentState.of(UNKNOWN));
        assertEquals(DeploymentState.UNKNOWN, DeploymentState.of((String) null));
        assertEquals(DeploymentState.UNKNOWN, DeploymentState.of("READY"), "names are lower case");
    }

    private static String end(String state, Operation<?> operation) {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().deployRequest(state);
            Operation<?> done = rig.run(operation, running -> {
                if (running instanceof Deploy deploy && deploy.awaitsApproval()) {
                    deploy.approve("ainsley");
                }
            });
            if (done.failure() != null) {
                return kind(done.failure());
            }
            return done.result() instanceof DeployResult deploy
                    ? deploy.outcome().name()
                    : ((RevertWindow.Result) done.result()).outcome().name();
        }
    }

    static String kind(ReleaseException failure) {
        assertTrue(failure.getMessage().contains("#1 of mechanica/logistics"), failure.getMessage());
        if (failure instanceof GateRefusedException) {
            return "gate";
        }
        if (failure instanceof DeploymentCancelledException) {
            return "cancelled";
        }
        return failure instanceof InvalidInputException ? "invalid" : "failed";
    }

    private static String left(String state, AbortDeployRequest.AbortPolicy policy) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().deployRequest(state);
            Operation<String> done = rig.run(new AbortDeployRequest(DATABASE, 1, policy));
            boolean failed = done.failure() != null;
            assertTrue(failed || done.result().startsWith("Deploy request #1"), done.result());
            assertTrue(!failed || kind(done.failure()).equals("failed"), () -> String.valueOf(done.failure()));
            var request = rig.database.deployRequest(1);
            if (policy == AbortDeployRequest.AbortPolicy.LEAVE) {
                rig.server.clock().advance(Duration.ofSeconds(40)); // what goes on goes on
            } else {
                rig.server.clock().advance(Duration.ofSeconds(10));
            }
            String now = request.deploymentState();
            if (now.equals("complete_revert")) {
                return "reverted";
            }
            if (now.equals("complete_cancel") || now.equals("cancelled")) {
                return "cancelled";
            }
            String left = request.state().equals("closed") && !now.equals("complete")
                    ? "closed"
                    : request.state() + " " + now;
            return failed ? "failed: " + left : left;
        }
    }
}
