package io.jenkins.plugins.planetscale.service.pace;

/**
 * The polling interval of each priority, chosen so that all polls together fit into a rate: {@code max(1 s, W / rate)}
 * when W requests poll everything and all are equally urgent. Otherwise each interval is scaled by the priority's
 * slowness, so that nobody starves. Cutovers are polled every second; only very many of them have to share three
 * quarters of the rate. Immutable.
 */
final class Intervals {
    private static final double FIRST_PART = 0.75;
    private static final int PRECISION = 40;

    private final double rate;
    private final double first;
    private final double stretch;

    /**
     * @param costs how many requests it takes to poll everything of a priority, by its ordinal
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

    /** The rate that the intervals were computed for. */
    double rate() {
        return rate;
    }

    double seconds(Rank rank) {
        return rank == Rank.CUTOVER ? first : interval(rank, stretch);
    }

    private static double interval(Rank rank, double stretch) {
        return Math.max(rank.shortest, stretch * rank.slowness);
    }

    /** The smallest factor by which all priorities but the first fit into the rate that the first leaves. */
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

    /** Requests a second of all priorities but the first. */
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
