package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.CopyProgress;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a deploy request does to one table. */
public final class TableView {
    /** What a page spends on diffs, in characters of HTML: over it there are links to pages of their own. */
    static final int BUDGET = 40_000;

    /** So many diffs are shown unfolded. */
    private static final int UNFOLDED = 3;

    private final String name;
    private final List<Change> changes = new ArrayList<>();
    private final List<CopyProgress> copies = new ArrayList<>();
    private String diff;
    private String html;
    private boolean open;

    private TableView(String name) {
        this.name = name;
    }

    /** What was seen of a deploy request; {@code progress} may be null. */
    static List<TableView> of(Progress progress, Map<String, String> diffs) {
        return progress == null ? of(List.of(), List.of(), diffs) : of(progress.changes(), progress.tables(), diffs);
    }

    /** Diffs, statements and how far rows are copied, by table; with its keyspace where there is more than one. */
    static List<TableView> of(List<Change> changes, List<CopyProgress> copies, Map<String, String> diffs) {
        Map<String, TableView> tables = new LinkedHashMap<>();
        TableNames names = TableNames.of(changes, copies);
        diffs.forEach((name, diff) -> at(tables, name).diff = diff == null ? "" : diff);
        changes.forEach(change ->
                at(tables, names.of(change.keyspace(), change.table())).changes.add(change));
        copies.forEach(copy ->
                at(tables, names.of(copy.keyspace(), copy.name())).copies.add(copy));
        return new ArrayList<>(tables.values());
    }

    private static TableView at(Map<String, TableView> tables, String name) {
        return tables.computeIfAbsent(name == null ? "" : name, TableView::new);
    }

    /** Makes the diffs as far as the budget goes; the rest has links. */
    static void draw(List<TableView> tables, DiffHtml diffHtml) {
        int left = BUDGET;
        for (TableView table : tables) {
            if (table.source().length() * 2 <= left) { // markup makes it longer
                String html = table.draw(diffHtml);
                if (html.length() <= left) {
                    table.html = html;
                    left -= html.length();
                }
            }
            table.open = tables.size() <= UNFOLDED && table.html != null;
        }
    }

    /** The whole diff, or where there is none the statements. */
    String draw(DiffHtml diffHtml) {
        return diff == null || diff.isEmpty() ? diffHtml.statement(source()) : diffHtml.diff(diff);
    }

    private String source() {
        return diff == null || diff.isEmpty()
                ? changes.stream().map(Change::statement).collect(Collectors.joining("\n"))
                : diff;
    }

    public String getName() {
        return name;
    }

    /** {@code ALTER}, {@code CREATE, ALTER} …; may be empty. */
    public String getOperations() {
        return changes.stream().map(Change::operation).distinct().collect(Collectors.joining(", "));
    }

    public List<BadgeView> getBadges() {
        return BadgeView.of(changes);
    }

    public List<BarView> getBars() {
        return copies.stream().map(BarView::new).toList();
    }

    /** What went wrong with its statements, in PlanetScale's words. */
    public List<String> getErrors() {
        return copies.stream()
                .map(CopyProgress::error)
                .filter(error -> error != null)
                .toList();
    }

    public boolean isBlank() {
        return source().isEmpty();
    }

    /** Whether there is a diff; else there are statements. */
    public boolean isCompared() {
        return diff != null && !diff.isEmpty();
    }

    /** Lines that the diff adds. */
    public long getAdded() {
        return source().lines().filter(line -> line.startsWith("+")).count();
    }

    /** Lines that the diff removes. */
    public long getRemoved() {
        return source().lines().filter(line -> line.startsWith("-")).count();
    }

    /** The diff as HTML; null where it has a page of its own. */
    public String getHtml() {
        return html;
    }

    public boolean isOpen() {
        return open;
    }
}
