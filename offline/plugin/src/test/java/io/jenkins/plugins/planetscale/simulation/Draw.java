package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;
import java.util.List;

/**
 * What chance decides: the same for the same seed and the same question, whatever else was asked before. So one
 * disturbance can be left out of a story, and all others stay where they were.
 */
final class Draw {
    private final long seed;

    Draw(long seed) {
        this.seed = seed;
    }

    /** In [0, 1). */
    double unit(Object... question) {
        return (hash(question) >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability, Object... question) {
        return unit(question) < probability;
    }

    /** From 0 to {@code most - 1}. */
    int below(int most, Object... question) {
        return (int) (unit(question) * most);
    }

    Duration between(Duration least, Duration most, Object... question) {
        return least.plusNanos((long) (unit(question) * most.minus(least).toNanos()));
    }

    /** Short ones are as likely as long ones: as likely between 1 s and 10 s as between 10 min and 100 min. */
    Duration spread(Duration least, Duration most, Object... question) {
        double low = Math.log(Math.max(1, least.toMillis()));
        double high = Math.log(most.toMillis());
        return Duration.ofMillis((long) Math.exp(low + unit(question) * (high - low)));
    }

    @SafeVarargs
    final <T> T one(List<T> of, Object... question) {
        return of.get(below(of.size(), question));
    }

    long hash(Object... question) {
        long hash = seed * 0x9E3779B97F4A7C15L + 0x1234567L;
        for (Object part : question) {
            String text = String.valueOf(part);
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            }
            hash = mix(hash + 0x9E3779B97F4A7C15L);
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
