package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.release.Urgency;
import java.util.List;

/** What those who sleep come in turn by, the most urgent first. */
enum Rank {
    CUTOVER(1, 0),
    /** A webhook says that it has changed. */
    TOLD(1, 0.1),
    JUST_ASKED(1, 0.2),
    ENDING(1, 0.33),
    CHECK(1, 0.5),
    COPYING(1, 1),
    STAGED(10, 3);

    static final List<Rank> ALL = List.of(values());

    /** Seconds between two looks where there is room for more. */
    final double shortest;

    /** Seconds between two looks, relative to those of others, where there is not; 0 for who goes before all. */
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
