package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * An operation for the service to drive, with its callbacks. They run on the service's background threads as {@code
 * SYSTEM}, never on a {@code Timer} or CPS thread, and never two at once for one operation. There are few such threads:
 * a callback may read or write a file or look up a credential, but must not wait for a build or a person. Waits are
 * driven by other threads, so a slow callback delays none of them.
 */
public interface DrivenOperation {
    /**
     * The operation; asked once. From then on only the service touches it, and {@link DriveHandle#change} through it: it may
     * change at any time on a background thread. It stands still only in {@link #persist} until that completes, and
     * after {@link #onCompleted}. Whatever else writes the owner to disk must write a copy taken there.
     */
    Operation<?> operation();

    /**
     * Asked before every exchange.
     *
     * @throws IOException when there is no access any more; the operation fails with its message
     */
    ApiAccess access() throws IOException;

    /** The owner, for the admin page: {@code folder/job #12, planetscaleApply}. */
    String owner();

    /** {@link hudson.model.Run#getExternalizableId} of the build for which it is done. */
    String run();

    /**
     * Writes the operation's state to disk. Awaited, without a thread, before every exchange that can have an effect:
     * all but GET. The operation is not touched until the stage completes; when that is exceptionally, nothing is sent
     * and the work is {@linkplain #onError broken}.
     */
    CompletionStage<Void> persist();

    /** Progress for the build log, oldest line first, never empty. */
    void log(List<String> lines);

    /**
     * The operation has taken a step, and its progress was {@linkplain #log logged}. Until this returns the operation may
     * be read; it is changed by {@link DriveHandle#change} only.
     */
    default void onStep() {}

    /**
     * Replaces {@link #onStep} after a poll that changed nothing: the operation has nothing to log and waits as before.
     * Called on the thread that drives all waits, so it must not block, and writes nothing.
     *
     * @return false where {@link #onStep} is needed all the same
     */
    default boolean onLook() {
        return false;
    }

    /** The operation has ended: see its result and failure. Called once, and not together with {@link #onError}. */
    void onCompleted();

    /**
     * Instead of {@link #onCompleted} when driving went wrong for a reason that is not the operation's own: a callback
     * threw, or the state could not be persisted. Nothing more is sent. By then the operation has been brought to an end
     * with a failure, so that the default, which says the cause and calls {@link #onCompleted}, never looks like a success;
     * a step does better to fail with {@code cause}.
     */
    default void onError(Throwable cause) {
        log(List.of("Internal error while the step was running: " + cause));
        onCompleted();
    }
}
