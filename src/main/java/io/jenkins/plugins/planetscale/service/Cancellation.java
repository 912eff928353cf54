package io.jenkins.plugins.planetscale.service;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a drive still runs, and the timer entry or call under way for it, to break off at its end. Thread-safe. */
final class Cancellation {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private Future<?> underWay; // guarded by this

    boolean runs() {
        return running.get();
    }

    /** Returns true for the first of those who end it: only that one tells the others. */
    boolean end() {
        return running.compareAndSet(true, false);
    }

    /** Keeps what was begun; returns false, and keeps nothing, when the life ended while it was begun. */
    synchronized boolean hold(Future<?> begun) {
        if (runs()) {
            underWay = begun;
            return true;
        }
        return false;
    }

    /** What is under way, which is then the caller's; null for nothing. */
    synchronized Future<?> release() {
        Future<?> future = underWay;
        underWay = null;
        return future;
    }

    /** Breaks off what is under way. */
    void cancel() {
        Future<?> left = release();
        if (left != null) {
            left.cancel(false);
        }
    }
}
