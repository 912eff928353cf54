package io.jenkins.plugins.planetscale.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How late those who wait see what has changed. Thread-safe. */
final class BenchDelays {
    /** How many who wait have looked at all, and looks altogether. */
    final AtomicLong begun = new AtomicLong();

    final AtomicLong looks = new AtomicLong();
    private final Map<Integer, Long> open = new ConcurrentHashMap<>();
    private final List<Double> seconds = Collections.synchronizedList(new ArrayList<>());

    /** Something changes now for one who waits. Returns false where the one before was not seen yet. */
    boolean changes(int wait) {
        return open.putIfAbsent(wait, System.nanoTime()) == null;
    }

    void sees(int wait) {
        Long at = open.remove(wait);
        if (at != null) {
            seconds.add((System.nanoTime() - at) / 1e9);
        }
    }

    /** Gives them so long to see what changed last. */
    void await(int most) throws InterruptedException {
        for (int i = 0; i < most * 20 && !open.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    int unseen() {
        return open.size();
    }

    /** Of all changes; one that was not seen counts with the time that it has waited so far. */
    double quantile(double part) {
        List<Double> sorted;
        synchronized (seconds) {
            sorted = new ArrayList<>(seconds);
        }
        long now = System.nanoTime();
        open.values().forEach(at -> sorted.add((now - at) / 1e9));
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(sorted.size() * part) - 1);
    }
}
