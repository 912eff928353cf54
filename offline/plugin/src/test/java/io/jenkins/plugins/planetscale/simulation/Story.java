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
        add(String.format("%3d:%02d:%02d  %s", passed.toHours(), passed.toMinutesPart(), passed.toSecondsPart(), what));
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
