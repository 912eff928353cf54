package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.util.function.Consumer;

/** The hold on a {@link DrivenOperation} that is being driven. Thread-safe; all methods return at once and do no I/O. */
public interface DriveHandle {
    /**
     * Changes the operation, as {@code approve()}, {@code keep()} or {@code revert()} do, and drives on at once. The
     * change runs on a background thread while nothing else touches the operation. It is dropped when the work has
     * ended or was stopped.
     */
    void change(Consumer<Operation<?>> change);

    /** Looks now instead of at the planned time: something about the subject is said to have changed. */
    void wake();

    /**
     * Stops driving for good and breaks off what is under way; more often than once does nothing. Neither
     * {@link DrivenOperation#onCompleted} nor {@link DrivenOperation#onError} begins once this has been called; one that had begun before is not
     * waited for. Another callback that is running may still come to its end after this returned.
     */
    void stop();
}
