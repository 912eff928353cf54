package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.release.state.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The diff of a deploy request for the build log: the changed lines with a little context. */
public final class DiffText {
    private static final int LONGEST = 200;
    private static final int LINE = 2000;

    private DiffText() {}

    /** @param url where the rest can be seen; may be null */
    public static List<String> lines(Map<String, String> diff, String url) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> table : diff.entrySet()) {
            if (table.getValue() == null || table.getValue().isBlank()) {
                continue;
            }
            lines.add("Diff of table " + Shown.name(table.getKey()) + ":");
            table.getValue().lines().map(line -> "    " + Shown.cut(line, LINE)).forEach(lines::add);
        }
        if (lines.size() <= LONGEST) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, LONGEST));
        shown.add("… and " + (lines.size() - LONGEST) + " more lines of the diff" + (url == null ? "." : ": " + url));
        return shown;
    }
}
