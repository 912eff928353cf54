package io.jenkins.plugins.planetscale.simulation;

/**
 * How much is disturbed. Every violation in any of them is a defect; the milder the profile, the more is a violation.
 *
 * @param faults of so many requests one is struck
 * @param stale of so many reads one is old
 * @param kills at most so many per run
 * @param people at PlanetScale: at most so many deeds per build
 * @param users at Jenkins: at most so many deeds per build, beside the answers to what is asked
 * @param hard whether faults may refuse for good (4xx, malformed answers), so that a step may fail because of one
 * @param perMinute requests a minute of each token
 * @param builds at most so many at once
 */
record Profile(
        String name,
        double faults,
        double stale,
        int kills,
        int people,
        int users,
        boolean hard,
        int perMinute,
        int builds) {
    /** Nothing is disturbed: whatever fails is a defect. */
    static final Profile CALM = new Profile("calm", 0, 0, 0, 0, 0, false, 120, 3);

    /** What passes by itself. */
    static final Profile MILD = new Profile("mild", 0.08, 0.15, 0, 0, 0, false, 60, 3);

    /** The controller dies now and then, and its clock is wrong; all that was begun still ends well. */
    static final Profile KILLS = new Profile("kills", 0.04, 0.1, 4, 0, 0, false, 60, 3);

    /** Little budget and many builds. */
    static final Profile BUDGET = new Profile("budget", 0.02, 0, 1, 0, 0, false, 24, 6);

    /** All at once. */
    static final Profile WILD = new Profile("wild", 0.12, 0.2, 4, 3, 2, true, 60, 4);

    /** People at PlanetScale do what they like. */
    static final Profile PEOPLE = new Profile("people", 0.01, 0.1, 0, 3, 0, false, 60, 2);

    /** People at Jenkins change their minds. */
    static final Profile ABORTS = new Profile("aborts", 0.02, 0.1, 2, 0, 3, false, 60, 3);

    /** Nothing but stops and kills, many of both: no seed stands for it, a planted bug or {@code --profile} asks for it. */
    static final Profile STOPS = new Profile("stops", 0, 0, 8, 0, 4, false, 60, 2);

    static final Profile[] ALL = {CALM, MILD, KILLS, BUDGET, PEOPLE, ABORTS, WILD, STOPS};

    /** The one that a seed stands for. */
    static Profile of(long seed) {
        return switch ((int) Math.floorMod(seed, 10L)) {
            case 0 -> CALM;
            case 1, 5 -> MILD;
            case 2, 6 -> KILLS;
            case 3 -> BUDGET;
            case 4 -> PEOPLE;
            case 7 -> ABORTS;
            default -> WILD;
        };
    }

    boolean strict() {
        return people == 0 && users == 0 && !hard;
    }
}
