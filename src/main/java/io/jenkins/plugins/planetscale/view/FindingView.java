package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.Finding;
import io.jenkins.plugins.planetscale.release.LintNote;
import java.util.List;
import java.util.Locale;

/** What a gate or PlanetScale's linter found. */
public final class FindingView {
    private final String level;
    private final String rule;
    private final String table;
    private final String text;
    private final String link;

    private FindingView(String level, String rule, String table, String text, String link) {
        this.level = level;
        this.rule = rule;
        this.table = table;
        this.text = text;
        this.link = Links.safe(link);
    }

    /**
     * @param found as data
     * @param findings the same as text, for builds that have nothing else
     * @param lint what PlanetScale reports, where no gate looked at it
     */
    static List<FindingView> of(List<Finding> found, List<String> findings, List<LintNote> lint) {
        if (!found.isEmpty()) {
            return found.stream().map(FindingView::of).toList();
        }
        if (!findings.isEmpty()) {
            return findings.stream()
                    .map(text -> new FindingView(level(text), null, null, text, null))
                    .toList();
        }
        return lint.stream().map(note -> of("note", note)).toList();
    }

    private static FindingView of(Finding finding) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        return finding.lint() == null
                ? new FindingView(level, finding.gate().key(), null, finding.text(), null)
                : of(level, finding.lint());
    }

    private static FindingView of(String level, LintNote note) {
        String text = note.description() == null ? "" : note.description();
        // where it may not become a link it is still told
        boolean told = note.link() == null || Links.safe(note.link()) != null;
        return new FindingView(
                level, note.rule(), note.table(), told ? text : text + " (" + note.link() + ")", note.link());
    }

    private static String level(String text) {
        return text.startsWith("ERROR") ? "error" : text.startsWith("WARN") ? "warn" : "note";
    }

    /** {@code error}, {@code warn} or {@code note}. */
    public String getLevel() {
        return level;
    }

    public String getLevelText() {
        return Texts.of("Level." + level);
    }

    /** The linter's rule, or the gate; may be null. */
    public String getRule() {
        return rule;
    }

    /** May be null. */
    public String getTable() {
        return table;
    }

    public String getText() {
        return text;
    }

    /** Where the rule is explained; null unless it may become a link. */
    public String getLink() {
        return link;
    }
}
