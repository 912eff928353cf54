package io.jenkins.plugins.planetscale.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Gives a target the corpus, and then what a {@link Mutator} makes of it; inputs that lead to something new are changed
 * further. The same seed gives the same inputs. Costs are the processor's time and the bytes of this thread alone.
 */
final class Fuzzer {
    /** For an input of any size, and for each MiB of it besides. */
    private static final long SECONDS = 2;

    private static final long SECONDS_OF_MIB = 3;
    private static final long BYTES = 64L << 20;

    /** Outcomes in which a message has numbers or names are endless: more would only cost memory. */
    private static final int MOST_KEPT = 3_000;

    private static final int SHRINKING = 400;

    /** @param input as short as it was found to be */
    record Finding(byte[] input, String what) {}

    private final FuzzTarget target;
    private final List<byte[]> pool;
    private final Random random;
    private final Mutator mutator;
    private final Set<String> outcomes = new HashSet<>();
    private final ThreadMXBean costs = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long inputs;

    Fuzzer(FuzzTarget target, List<byte[]> corpus, long seed) {
        this.target = target;
        this.pool = new ArrayList<>(corpus);
        this.random = new Random(seed);
        this.mutator = new Mutator(random, target.words(), target.longest());
    }

    /**
     * The first finding; null for none.
     *
     * @param goesOn asked before each input that is not of the corpus, with the number of those so far
     */
    Finding run(LongPredicate goesOn) {
        for (byte[] input : List.copyOf(pool)) {
            String wrong = wrong(input, true);
            if (wrong != null) {
                return new Finding(input, wrong);
            }
        }
        for (long made = 0; goesOn.test(made); made++) {
            byte[] input = mutator.mutate(any(), any());
            String wrong = wrong(input, true);
            if (wrong != null) {
                return shrunk(input, wrong);
            }
        }
        return null;
    }

    private byte[] any() {
        return pool.get(random.nextInt(pool.size()));
    }

    long inputs() {
        return inputs;
    }

    int outcomes() {
        return outcomes.size();
    }

    /** What does not hold for that input; null for nothing. */
    private String wrong(byte[] input, boolean keep) {
        inputs++;
        Cost start = cost();
        try {
            String outcome = target.run(input);
            if (keep && outcomes.size() < MOST_KEPT && outcomes.add(outcome) && input.length < 20_000) {
                pool.add(input);
            }
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            return described(e);
        }
        String wrong = cost().tooMuch(start, input.length, target);
        for (int i = 0; i < 2 && wrong != null; i++) { // the code may not have been compiled yet
            wrong = again(input);
        }
        return wrong;
    }

    private String again(byte[] input) {
        Cost start = cost();
        try {
            target.run(input);
        } catch (Exception e) {
            throw new IllegalStateException("another outcome than the first time", e);
        }
        return cost().tooMuch(start, input.length, target);
    }

    private Cost cost() {
        return new Cost(costs.getCurrentThreadCpuTime(), costs.getCurrentThreadAllocatedBytes());
    }

    /** Of this thread so far. */
    private record Cost(long nanos, long bytes) {
        String tooMuch(Cost start, int length, FuzzTarget target) {
            long seconds = (nanos - start.nanos) / 1_000_000_000;
            if (seconds > SECONDS + SECONDS_OF_MIB * (length >> 20)) {
                return "too slow: " + length + " bytes";
            }
            long mebibytes = (bytes - start.bytes) >> 20;
            boolean large = bytes - start.bytes > BYTES + target.bytesOfByte() * (long) length;
            return large ? "too much memory: " + mebibytes + " MiB for " + length + " bytes" : null;
        }
    }

    private static String described(Throwable e) {
        StringBuilder text = new StringBuilder(String.valueOf(e));
        if (text.length() > 2_000) {
            text.setLength(2_000);
        }
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(8, frames.length); i++) {
            text.append("\n    at ").append(frames[i]);
        }
        return text.toString();
    }

    /** The kind of a finding: shrinking must not slip to another one. */
    private static String kind(String wrong) {
        int end = wrong.indexOf(':');
        return end < 0 ? wrong : wrong.substring(0, end);
    }

    private Finding shrunk(byte[] found, String what) {
        Finding least = new Finding(found, what);
        int left = what.startsWith("too ") ? SHRINKING / 25 : SHRINKING;
        for (int part = Math.max(1, found.length / 2); part > 0 && left > 0; part /= 2) {
            for (int at = 0; at < least.input().length && left > 0; ) {
                byte[] less = Mutator.replaced(
                        least.input(), at, Math.min(least.input().length, at + part), new byte[0]);
                String wrong = wrong(less, false);
                left--;
                if (wrong != null && kind(wrong).equals(kind(what))) {
                    least = new Finding(less, wrong);
                } else {
                    at += part;
                }
            }
        }
        return least;
    }
}
