package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.release.Urgency;
import java.util.List;

/** The priorities of polls, the most urgent first. */
enum Rank {
    CUTOVER(1, 0),
    /** After a hint that it may have changed, by a webhook. */
    TOLD(1, 0.1),
    JUST_ASKED(1, 0.2),
    ENDING(1, 0.33),
    CHECK(1, 0.5),
    COPYING(1, 1),
    STAGED(10, 3);

    static final List<Rank> ALL = List.of(values());

    /** The shortest interval in seconds. */
    final double shortest;

    /** The interval relative to the other priorities when the rate is scarce; 0 for the one that goes first. */
    final double slowness;

    Rank(double shortest, double slowness) {
        this.shortest = shortest;
        this.slowness = slowness;
    }

    static Rank of(Urgency urgency) {
        return switch (urgency) {
            case CUTOVER -> CUTOVER;
            case JUST_ASKED -> JUST_ASKED;
            case ENDING -> ENDING;
            case CHECK -> CHECK;
            case COPYING -> COPYING;
            case STAGED -> STAGED;
        };
    }
}
