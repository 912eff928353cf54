package io.jenkins.plugins.planetscale.view.job;

import io.jenkins.plugins.planetscale.view.ViewMessages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Finds the newest releases of a job, in a bounded number of builds: each build may have to be loaded from disk, and
 * some jobs have thousands.
 */
public final class RecentReleases {
    /** The most that are shown. */
    static final int SHOWN = 50;
    /** The most builds that are looked at for the page. */
    static final int LOOKED_AT = 150;

    private final List<ReleaseRow> rows;
    private final boolean more;

    private RecentReleases(List<ReleaseRow> rows, boolean more) {
        this.rows = rows;
        this.more = more;
    }

    /**
     * @param builds newest first; asked for no more than {@code lookAt} of them
     * @param rows the releases of a build, newest first
     */
    static <B> RecentReleases of(Iterator<B> builds, int lookAt, int show, Function<B, List<ReleaseRow>> rows) {
        List<ReleaseRow> found = new ArrayList<>();
        int looked = 0;
        while (looked < lookAt && found.size() < show && builds.hasNext()) {
            found.addAll(rows.apply(builds.next()));
            looked++;
        }
        boolean more = found.size() > show || builds.hasNext();
        return new RecentReleases(List.copyOf(found.subList(0, Math.min(show, found.size()))), more);
    }

    /** Newest first. */
    public List<ReleaseRow> getRows() {
        return rows;
    }

    /** Whether there are older builds, which were not looked at. */
    public boolean isMore() {
        return more;
    }

    /** {@code 12 releases: 9 live, 2 reverted, 1 failed or cancelled.}, and the usual times. */
    public List<String> getFigures() {
        List<String> figures = new ArrayList<>();
        figures.add(ViewMessages.of(
                "Releases.count",
                rows.size(),
                count(ReleaseRow.Mark.LIVE),
                count(ReleaseRow.Mark.REVERTED),
                count(ReleaseRow.Mark.FAILED) + count(ReleaseRow.Mark.CANCELLED)));
        long[] copies = times(rows.stream().mapToLong(ReleaseRow::copyMillis));
        if (copies.length > 0) {
            figures.add(ViewMessages.of(
                    "Releases.copy",
                    ViewMessages.span(copies[(copies.length - 1) / 2]),
                    ViewMessages.span(copies[copies.length - 1])));
        }
        long[] waits = times(rows.stream().mapToLong(ReleaseRow::waitMillis));
        if (waits.length > 0) {
            figures.add(ViewMessages.of(
                    "Releases.wait",
                    ViewMessages.span(waits[(waits.length - 1) / 2]),
                    ViewMessages.span(waits[waits.length - 1])));
        }
        return figures;
    }

    private int count(ReleaseRow.Mark mark) {
        return (int) rows.stream().filter(row -> row.mark() == mark).count();
    }

    private static long[] times(LongStream millis) {
        return millis.filter(time -> time >= 0).sorted().toArray();
    }
}
