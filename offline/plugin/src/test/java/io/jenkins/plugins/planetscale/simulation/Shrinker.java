package io.jenkins.plugins.planetscale.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds the shortest story that a seed still fails with: leaves out disturbances, many at once at first. */
final class Shrinker {
    private static final int TRIES = 80;

    /** So many events are played at the most, which takes a minute or two. */
    private static final long MOST_EVENTS = 1_500_000;

    private final Function<Set<String>, Outcome> run;
    private Outcome best;
    private int tries;
    private long events;

    /** @param run without these disturbances */
    Shrinker(Function<Set<String>, Outcome> run) {
        this.run = run;
    }

    Outcome shrink(Outcome failed) {
        best = failed;
        Set<String> dropped = new HashSet<>();
        int size = Math.max(1, failed.struck().size() / 2);
        while (mayTry()) {
            boolean smaller = false;
            for (int from = 0; from < best.struck().size() && mayTry(); ) {
                List<String> left = best.struck();
                Set<String> without = new HashSet<>(dropped);
                without.addAll(new ArrayList<>(left.subList(from, Math.min(left.size(), from + size))));
                Outcome outcome = run.apply(without);
                tries++;
                events += outcome.figures().events;
                if (isSame(outcome, failed)) {
                    best = outcome;
                    dropped = without;
                    smaller = true;
                } else {
                    from += size;
                }
            }
            if (size == 1 && !smaller) {
                break;
            }
            size = Math.max(1, size / 2);
        }
        return best;
    }

    private boolean mayTry() {
        return tries < TRIES && events < MOST_EVENTS;
    }

    private static boolean isSame(Outcome outcome, Outcome failed) {
        return outcome.violation() != null
                && outcome.violation().rule().equals(failed.violation().rule());
    }

    int tries() {
        return tries;
    }
}
