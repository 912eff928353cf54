package io.jenkins.plugins.planetscale.service.pace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** A PlanetScale that allows a token so many requests in any minute, and counts. */
final class SimulatedServer {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final SimulatedTimer time;
    private final int perMinute;
    private final Deque<Long> last = new ArrayDeque<>();
    private int most;
    private long taken;
    private long refused;

    SimulatedServer(SimulatedTimer time, int perMinute) {
        this.time = time;
        this.perMinute = perMinute;
    }

    /** Returns whether a request is answered; refused ones do not count. */
    boolean take() {
        long now = time.nanoTime();
        while (!last.isEmpty() && now - last.peek() >= MINUTE) {
            last.remove();
        }
        if (last.size() >= perMinute) {
            refused++;
            return false;
        }
        last.add(now);
        taken++;
        most = Math.max(most, last.size());
        return true;
    }

    /** Most requests in any minute. */
    int most() {
        return most;
    }

    long taken() {
        return taken;
    }

    long refused() {
        return refused;
    }

    void forget() {
        most = 0;
        taken = 0;
        refused = 0;
    }
}
