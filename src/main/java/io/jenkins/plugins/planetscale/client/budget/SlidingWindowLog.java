package io.jenkins.plugins.planetscale.client.budget;

/** The times of the grants of the last minute, oldest first, in a ring buffer. Not thread-safe. */
final class SlidingWindowLog {
    private final long[] times;
    private int first;
    private int size;

    SlidingWindowLog(int capacity) {
        times = new long[capacity];
    }

    int capacity() {
        return times.length;
    }

    int size() {
        return size;
    }

    int free() {
        return times.length - size;
    }

    long get(int index) {
        return times[(first + index) % times.length];
    }

    /** @param time not before any that is in the log; there must be room */
    void add(long time) {
        times[(first + size++) % times.length] = time;
    }

    void forgetUntil(long time) {
        while (size > 0 && get(0) - time <= 0) {
            first = (first + 1) % times.length;
            size--;
        }
    }

    void remove(long time) {
        for (int i = size - 1; i >= 0; i--) {
            if (get(i) == time) {
                for (int j = i; j < size - 1; j++) {
                    times[(first + j) % times.length] = get(j + 1);
                }
                size--;
                return;
            }
        }
    }
}
