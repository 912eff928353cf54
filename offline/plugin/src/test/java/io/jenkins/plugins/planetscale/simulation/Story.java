package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened in one run, line by line, for people; and a number that is the same for the same story. */
final class Story {
    private final EventQueue queue;
    private final List<String> lines = new ArrayList<>();
    private long trace;

    Story(EventQueue queue) {
        this.queue = queue;
    }

    /** Something happened now. */
    void tells(String what) {
        Duration passed = queue.passed();
        StringBuilder line = new StringBuilder().append(passed.toHours());
        while (line.length() < 3) {
            line.insert(0, ' ');
        }
        two(line, passed.toMinutesPart());
        two(line, passed.toSecondsPart());
        add(line.append("  ").append(what).toString());
    }

    private static void two(StringBuilder line, int number) {
        line.append(number < 10 ? ":0" : ":").append(number);
    }

    /** A build prints a line. */
    void says(Build build, String line) {
        add("           " + build.id() + " | " + line);
    }

    private void add(String line) {
        trace = trace * 31 + line.hashCode();
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }

    long trace() {
        return trace;
    }
}
