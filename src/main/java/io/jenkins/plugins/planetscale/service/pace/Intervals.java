package io.jenkins.plugins.planetscale.service.pace;

/**
 * How long between two looks, for each rank, so that all looks together fit into a rate: {@code max(1 s, W / rate)} where W
 * requests look at all, and all are equally urgent. Otherwise each rank's interval is as much shorter or longer as its
 * slowness says, so that nobody starves; a cutover is looked at every second, and only shares three quarters of the
 * rate where there are very many. Immutable.
 */
final class Intervals {
    private static final double FIRST_PART = 0.75;
    private static final int PRECISION = 40;

    private final double rate;
    private final double first;
    private final double stretch;

    /**
     * @param costs how many requests one look at everything of a rank takes, by the rank's ordinal
     * @param rate requests a second, more than 0
     */
    Intervals(int[] costs, double rate) {
        this.rate = rate;
        int urgent = costs[Rank.CUTOVER.ordinal()];
        double share = Math.max(FIRST_PART * rate, rate - demand(costs, 0));
        first = Math.max(Rank.CUTOVER.shortest, urgent / share);
        // not less than nothing, as rounding would have it, for which no interval is long enough
        stretch = stretch(costs, Math.max(0, rate - urgent / first));
    }

    /** The rate that they were made for. */
    double rate() {
        return rate;
    }

    double seconds(Rank rank) {
        return rank == Rank.CUTOVER ? first : interval(rank, stretch);
    }

    private static double interval(Rank rank, double stretch) {
        return Math.max(rank.shortest, stretch * rank.slowness);
    }

    /** The smallest by which all but the first rank fit into what that leaves. */
    private static double stretch(int[] costs, double left) {
        if (demand(costs, 0) <= left) {
            return 0;
        }
        double fits = 1;
        while (demand(costs, fits) > left) {
            fits *= 2;
        }
        double tooSmall = 0;
        for (int i = 0; i < PRECISION; i++) {
            double middle = (tooSmall + fits) / 2;
            if (demand(costs, middle) > left) {
                tooSmall = middle;
            } else {
                fits = middle;
            }
        }
        return fits;
    }

    /** Requests a second of all but the first rank. */
    private static double demand(int[] costs, double stretch) {
        double sum = 0;
        for (Rank rank : Rank.ALL) {
            if (rank != Rank.CUTOVER) {
                sum += costs[rank.ordinal()] / interval(rank, stretch);
            }
        }
        return sum;
    }
}
