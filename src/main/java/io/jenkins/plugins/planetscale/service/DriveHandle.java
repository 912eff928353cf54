package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.util.function.Consumer;

/**
 * The handle of a {@link DrivenOperation} that is being driven. Thread-safe; all methods return at once and do no I/O.
 */
public interface DriveHandle {
    /**
     * Changes the operation, as {@code approve()}, {@code keep()} or {@code revert()} do, and takes the next step at once. The
     * change runs on a background thread while nothing else touches the operation. It is dropped when the work has
     * ended or was stopped.
     */
    void change(Consumer<Operation<?>> change);

    /** Polls now instead of at the planned time. */
    void wake();

    /**
     * Stops driving for good and cancels a call under way; idempotent. Neither
     * {@link DrivenOperation#onCompleted} nor {@link DrivenOperation#onError} begins once this has been called; one that had begun before is not
     * waited for. Another callback that is running may still come to its end after this returned.
     */
    void stop();
}
