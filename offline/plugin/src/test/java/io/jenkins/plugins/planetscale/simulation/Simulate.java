package io.jenkins.plugins.planetscale.simulation;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code bin/simulate --seeds N [--from S] [--minutes M]}. */
public final class Simulate {
    private Simulate() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (IllegalArgumentException e) { // no number, or a name that is not known
            System.err.println(e.getMessage());
            System.err.println("usage: simulate --seeds N [--from S] [--minutes M] [--profile NAME]"
                    + " [--show STORIES] [--planted BUG]");
            System.exit(2);
        }
    }

    private static void run(String[] arguments) {
        long count = 1000;
        long from = 1;
        long minutes = 600;
        int show = 3;
        Profile only = null;
        Supplier<Planted> planted = () -> Planted.NOTHING;
        String rule = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--seeds" -> count = aboveZero(arguments[i], arguments[i + 1]);
                case "--from" -> from = Long.parseLong(arguments[i + 1]);
                case "--minutes" -> minutes = aboveZero(arguments[i], arguments[i + 1]);
                case "--show" -> show = Integer.parseInt(arguments[i + 1]);
                case "--planted" -> {
                    PlantedBugs bug = PlantedBugs.valueOf(arguments[i + 1]);
                    planted = bug.planted;
                    only = bug.profile;
                    rule = bug.rule;
                }
                case "--profile" -> only = profile(arguments[i + 1]);
                default -> throw new IllegalArgumentException(arguments[i] + " is not known");
            }
        }
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(arguments[arguments.length - 1] + " needs a value");
        }
        Quiet.down();
        long start = System.nanoTime();
        Seeds seeds = new Seeds(planted).only(only).looking(rule).telling(Simulate::tell);
        seeds.run(from, count, rule == null ? Integer.MAX_VALUE : 1, start + TimeUnit.MINUTES.toNanos(minutes));
        System.out.printf("%s, %d s%n", seeds.figures, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        if (count > 1) {
            System.out.println("\n" + seeds.figures.coverage.table());
        }
        seeds.failed.stream().limit(show).forEach(outcome -> System.out.println("\n" + seeds.report(outcome)));
        System.exit(seeds.failed.isEmpty() ? 0 : 1);
    }

    private static void tell(Outcome outcome) {
        System.out.println("seed " + outcome.seed() + " (" + outcome.profile().name() + "): "
                + first(outcome.violation().toString()));
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static Profile profile(String name) {
        for (Profile profile : Profile.ALL) {
            if (profile.name().equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no profile " + name);
    }

    private static long aboveZero(String option, String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException(option + " is 1 or more");
        }
        return number;
    }
}
