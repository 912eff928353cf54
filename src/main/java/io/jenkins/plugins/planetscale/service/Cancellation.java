package io.jenkins.plugins.planetscale.service;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether an operation is still being driven, and the future to cancel when that ends. Thread-safe. */
final class Cancellation {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private Future<?> underWay; // guarded by this

    boolean runs() {
        return running.get();
    }

    /** Ends it. Returns true for the first caller only, which then does the clean-up. */
    boolean end() {
        return running.compareAndSet(true, false);
    }

    /** Remembers the future to cancel; returns false, and remembers nothing, when it has ended already. */
    synchronized boolean hold(Future<?> begun) {
        if (runs()) {
            underWay = begun;
            return true;
        }
        return false;
    }

    /** Forgets the future and returns it; null for none. */
    synchronized Future<?> release() {
        Future<?> future = underWay;
        underWay = null;
        return future;
    }

    /** Cancels the future, if there is one. */
    void cancel() {
        Future<?> left = release();
        if (left != null) {
            left.cancel(false);
        }
    }
}
