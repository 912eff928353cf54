package io.jenkins.plugins.planetscale.simulation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs many seeds, on as many threads as there are processors. */
final class Seeds {
    final Figures figures = new Figures();
    final List<Outcome> failed = Collections.synchronizedList(new ArrayList<>());
    private final Supplier<Planted> planted;
    private Consumer<Outcome> told = outcome -> {};
    private Profile only;
    private String rule;

    Seeds(Supplier<Planted> planted) {
        this.planted = planted;
    }

    /** Told of each failure at once. */
    Seeds telling(Consumer<Outcome> who) {
        told = who;
        return this;
    }

    /** Only violations of this rule count. */
    Seeds looking(String value) {
        rule = value;
        return this;
    }

    /** All in one profile. */
    Seeds only(Profile profile) {
        only = profile;
        return this;
    }

    /**
     * @param enough stops after so many failures
     * @param until {@link System#nanoTime} at which no seed is begun any more
     */
    Seeds run(long from, long count, int enough, long until) {
        AtomicLong next = new AtomicLong(from);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                for (long seed = next.getAndIncrement();
                        seed < from + count && failed.size() < enough && System.nanoTime() - until < 0;
                        seed = next.getAndIncrement()) {
                    Thread.currentThread().setName("seed " + seed);
                    Outcome outcome = run(seed, Set.of());
                    figures.add(outcome.figures());
                    if (outcome.violation() != null
                            && (rule == null || rule.equals(outcome.violation().rule()))) {
                        failed.add(outcome);
                        told.accept(outcome);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        failed.sort(Comparator.comparingLong(Outcome::seed));
        return this;
    }

    /** The same again without some disturbances. */
    Outcome run(long seed, Set<String> dropped) {
        try {
            Path home = Files.createTempDirectory("simulation-");
            try {
                Profile profile = only == null ? Profile.of(seed) : only;
                return new Simulation(seed, profile, dropped, planted.get(), home.toFile()).run();
            } finally {
                try (Stream<Path> files = Files.walk(home)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a failed seed comes down to, for people. */
    String report(Outcome outcome) {
        Shrinker shrinker = new Shrinker(dropped -> run(outcome.seed(), dropped));
        Outcome shortest = shrinker.shrink(outcome);
        return "seed " + outcome.seed() + " (" + outcome.profile().name() + "): " + outcome.violation() + "\nshrunk in "
                + shrinker.tries() + " tries from " + outcome.struck().size() + " disturbances to " + shortest.struck()
                + ":\n" + String.join("\n", shortest.story());
    }
}
