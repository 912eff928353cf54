package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import java.util.Locale;

/**
 * The deployment states of a deploy request, with their classification. The twenty names are the enum of the OpenAPI
 * document; what each means for one who waits is {@code docs/planetscale-api.md#states}.
 */
public enum DeploymentState {
    PENDING(Stage.CHECKING, "being checked"),
    READY(Stage.READY, "checked and ready to deploy"),
    NO_CHANGES(Stage.NO_CHANGES, "without any schema change"),
    ERROR(Stage.CHECK_FAILED, "refused by the deploy check"),
    QUEUED(Stage.RUNNING, "queued"),
    SUBMITTING(Stage.RUNNING, "being submitted"),
    IN_PROGRESS(Stage.RUNNING, "copying rows"),
    IN_PROGRESS_VSCHEMA(Stage.RUNNING, "changing the VSchema"),
    PENDING_CUTOVER(Stage.STAGED, "staged, ready to cut over"),
    IN_PROGRESS_CUTOVER(Stage.CUTTING_OVER, "cutting over"),
    COMPLETE_PENDING_REVERT(Stage.REVERTABLE, "live, and can still be reverted"),
    COMPLETE(Stage.FINAL, "live for good"),
    IN_PROGRESS_CANCEL(Stage.CANCELLING, "being cancelled"),
    CANCELLED(Stage.CANCELLED, "cancelled"),
    COMPLETE_CANCEL(Stage.CANCELLED, "cancelled"),
    COMPLETE_ERROR(Stage.FAILED, "failed, and blocks the deploy queue"),
    IN_PROGRESS_REVERT(Stage.REVERTING, "being reverted"),
    IN_PROGRESS_REVERT_VSCHEMA(Stage.REVERTING, "being reverted (VSchema)"),
    COMPLETE_REVERT(Stage.REVERTED, "reverted"),
    COMPLETE_REVERT_ERROR(Stage.REVERT_FAILED, "only partly reverted, and blocks the deploy queue"),
    UNKNOWN(Stage.UNKNOWN, "in a state that this plugin does not know");

    /** The phase that a state belongs to. */
    public enum Stage {
        /** Diff and checks are computed; resolves by itself. */
        CHECKING,
        /** Waits for somebody to deploy it. */
        READY,
        /** Nothing to deploy; a result, not an error. */
        NO_CHANGES,
        /** The deploy check found errors; it was never queued. */
        CHECK_FAILED,
        /** Queued or copying; resolves by itself. */
        RUNNING,
        /** Waits for the cutover: a gate when auto_cutover is off, passing when it is on. */
        STAGED,
        /** Between gate and live; resolves by itself, or after a forced cutover. */
        CUTTING_OVER,
        /** Live; the revert window is open. Blocks the queue and the deletion of the branch. */
        REVERTABLE,
        /** Live; cannot be reverted any more. */
        FINAL,
        /** On the way to {@link #CANCELLED}. */
        CANCELLING,
        /** Cancelled before the cutover. */
        CANCELLED,
        /** The deployment failed and blocks the queue until it is acknowledged. */
        FAILED,
        /** On the way to {@link #REVERTED}. */
        REVERTING,
        /** Reverted as asked. */
        REVERTED,
        /** The revert failed and blocks the queue until it is acknowledged. */
        REVERT_FAILED,
        /** A name that PlanetScale did not have when this was written: in flight, with a deadline (invariant I4). */
        UNKNOWN
    }

    private final Stage stage;
    private final String words;

    DeploymentState(Stage stage, String words) {
        this.stage = stage;
        this.words = words;
    }

    public Stage stage() {
        return stage;
    }

    /** The state in words that complete "Deploy request #7 is …". */
    public String describe() {
        return words;
    }

    /** Whether nobody but PlanetScale has to act for the state to change. */
    public boolean isTransient() {
        return switch (stage) {
            case CHECKING, RUNNING, CUTTING_OVER, CANCELLING, REVERTING, UNKNOWN -> true;
            default -> false;
        };
    }

    /** Whether other deployments to the same branch have to wait until somebody acts or the revert window ends. */
    public boolean blocksQueue() {
        return switch (stage) {
            case STAGED, REVERTABLE, FAILED, REVERT_FAILED -> true;
            default -> false;
        };
    }

    /** The state of that name; {@link #UNKNOWN} for null and for names not listed here. */
    public static DeploymentState of(String name) {
        if (name != null) {
            for (DeploymentState state : values()) {
                if (state != UNKNOWN && state.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return state;
                }
            }
        }
        return UNKNOWN;
    }

    /**
     * The state of a deploy request: the outer field, for the deployment's own lags behind [D two-states]; the inner
     * one only where the outer is missing.
     */
    public static DeploymentState of(DeployRequest request) {
        return of(nameOf(request));
    }

    /** The state as PlanetScale calls it, for messages about unknown ones. */
    public static String nameOf(DeployRequest request) {
        if (request.deploymentState() != null || request.deployment() == null) {
            return request.deploymentState();
        }
        return request.deployment().state();
    }
}
