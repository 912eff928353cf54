package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.state.LintFinding;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gate or PlanetScale's linter found. */
public final class FindingView {
    /** As {@link GateFinding#toString} has it. */
    private static final Pattern FINDING = Pattern.compile("(ERROR|WARN) (\\w+): (.*)", Pattern.DOTALL);

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
        this.link = SafeLinks.safe(link);
    }

    /**
     * @param found as data
     * @param findings the same as text, for builds that have nothing else
     * @param lint what PlanetScale reports, where no gate looked at it
     */
    static List<FindingView> of(List<GateFinding> found, List<String> findings, List<LintFinding> lint) {
        if (!found.isEmpty()) {
            return found.stream().map(FindingView::of).toList();
        }
        if (!findings.isEmpty()) {
            return findings.stream().map(FindingView::of).toList();
        }
        return lint.stream().map(note -> of("note", note)).toList();
    }

    private static FindingView of(GateFinding finding) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        return finding.lint() == null
                ? new FindingView(level, finding.gate().key(), null, finding.text(), null)
                : of(level, finding.lint());
    }

    private static FindingView of(String level, LintFinding note) {
        String text = note.description() == null ? "" : note.description();
        // where it may not become a link it is still told
        boolean told = note.link() == null || SafeLinks.safe(note.link()) != null;
        return new FindingView(
                level, note.rule(), note.table(), told ? text : text + " (" + note.link() + ")", note.link());
    }

    private static FindingView of(String text) {
        Matcher finding = FINDING.matcher(text);
        return finding.matches()
                ? new FindingView(
                        finding.group(1).toLowerCase(Locale.ROOT), finding.group(2), null, finding.group(3), null)
                : new FindingView("note", null, null, text, null);
    }

    /** {@code error}, {@code warn} or {@code note}. */
    public String getLevel() {
        return level;
    }

    public String getLevelText() {
        return ViewMessages.of("Level." + level);
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
