package io.jenkins.plugins.planetscale.host.time;

/**
 * Counts what runs in the host: script threads that do not wait for a step, background tasks, requests under way. When
 * nothing runs, only time can make anything happen, and a simulated clock may jump. Who makes somebody else run calls
 * {@link #begin} for them before ending its own run, so the count is never zero in between. Thread-safe.
 */
public final class Activity {
    private int running;

    public synchronized void begin() {
        running++;
    }

    public synchronized void end() {
        running--;
        if (running < 0) {
            throw new IllegalStateException("something ended twice");
        }
        notifyAll();
    }

    synchronized boolean isQuiet() {
        return running == 0;
    }

    /** Waits until nothing runs; wakes up spuriously, so ask again. */
    synchronized void awaitChange() throws InterruptedException {
        wait(1000);
    }

    /** Tells who waits for quiet to look again. */
    synchronized void nudge() {
        notifyAll();
    }
}
