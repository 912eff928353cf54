package io.jenkins.plugins.planetscale.local;

import java.util.List;
import java.util.Set;

/** The twenty names of {@code deployment_state} (docs/planetscale-api.md#states) in groups. */
public final class DeployStates {
    static final List<String> ALL = List.of(
            "pending",
            "ready",
            "no_changes",
            "queued",
            "submitting",
            "in_progress",
            "pending_cutover",
            "in_progress_vschema",
            "in_progress_cancel",
            "in_progress_cutover",
            "complete",
            "complete_cancel",
            "complete_error",
            "complete_pending_revert",
            "in_progress_revert",
            "in_progress_revert_vschema",
            "complete_revert",
            "complete_revert_error",
            "cancelled",
            "error");

    /** Not deployed yet: can be closed by hand, is checked again when its branch changes. */
    public static final Set<String> BEFORE_DEPLOY = Set.of("pending", "ready", "no_changes", "error");

    /** POST cancel stops it [F]. */
    static final Set<String> CANCELLABLE =
            Set.of("queued", "submitting", "in_progress", "in_progress_vschema", "pending_cutover");

    /** A failure of the deployment can strike. */
    static final Set<String> RUNNING = Set.of(
            "queued", "submitting", "in_progress", "in_progress_vschema", "pending_cutover", "in_progress_cutover");

    /** The deploy request is closed with it [S]. */
    static final Set<String> CLOSING = Set.of("complete", "complete_cancel", "cancelled", "complete_revert");

    /** The target has the new schema. */
    static final Set<String> APPLIED = Set.of(
            "complete",
            "complete_pending_revert",
            "in_progress_revert",
            "in_progress_revert_vschema",
            "complete_revert_error");

    private DeployStates() {}
}
