package io.jenkins.plugins.planetscale.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Prints what happens with the simulated time, and never a secret that it was told of. */
final class ReleaseLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE HH:mm:ss", java.util.Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final Supplier<Instant> clock;
    private final List<String> secrets = new ArrayList<>();

    ReleaseLog(PrintStream out, Supplier<Instant> clock) {
        this.out = out;
        this.clock = clock;
    }

    void mask(Iterable<String> texts) {
        texts.forEach(secrets::add);
    }

    void chapter(String title) {
        out.println();
        out.println("== " + title);
    }

    /** @param who the step, person or program that speaks */
    void line(String who, String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        for (String part : masked.split("\n")) {
            out.printf("%s  %-28s %s%n", TIME.format(clock.get()), who, part);
        }
    }
}
