package io.jenkins.plugins.planetscale.host.time;

/**
 * Counts what runs in the host: script threads that do not wait for a step, background tasks, requests under way. When
 * nothing runs, only time can make anything happen, and a simulated clock may jump. Who makes somebody else run calls
 * {@link #begin} for them before ending its own run, so the count is never zero in between. Thread-safe.
 */
public final class Activity {
    private int running;
    private int processes;

    public synchronized void begin() {
        running++;
    }

    /** A process of this machine runs, which knows no clock but the machine's. */
    public synchronized void beginProcess() {
        running++;
        processes++;
        notifyAll();
    }

    public synchronized void endProcess() {
        processes--;
        end();
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

    /** Whether all that runs are processes. */
    synchronized boolean isProcessesOnly() {
        return running > 0 && running == processes;
    }

    /** Waits until something changes, at most so long; ask again then. */
    synchronized void awaitChange(long millis) throws InterruptedException {
        wait(Math.max(1, millis));
    }

    /** Tells who waits for quiet to look again. */
    synchronized void nudge() {
        notifyAll();
    }
}
