package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.Shown;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import io.jenkins.plugins.planetscale.release.tables.TargetHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds changes that take back what the target got since the branch was made ("phantom revert"): PlanetScale compares
 * the branch, which lacks it, with the target. A change that only adds can take nothing back.
 */
public final class StaleBase {
    private StaleBase() {}

    /** Whether the history of the target is worth a look. */
    public static boolean isPossible(List<ChangedTable> tables, boolean stale, Instant made, Instant targetChanged) {
        boolean moved = made == null || targetChanged == null || targetChanged.isAfter(made);
        return (moved || stale) && tables.stream().anyMatch(table -> !table.onlyAdds());
    }

    static List<String> findings(Gates.Evidence evidence) {
        TargetHistory history = evidence.history();
        if (history == null) {
            return List.of();
        }
        String into = "\"" + evidence.request().intoBranch() + "\"";
        String branch = "\"" + evidence.request().branch() + "\"";
        String since = history.isBaseKnown()
                ? ", after " + branch + (history.wasReleased() ? " was last released at " : " was made at ")
                        + HumanFormat.clock(history.base())
                : ", and the schema of " + branch + " may be older than that, as it was not made from " + into
                        + " as it is, but from a backup or another branch";
        String advice = ". Refresh " + branch + " from its parent, or make it anew";
        List<String> findings = new ArrayList<>();
        for (TargetHistory.Release other : history.others()) {
            String taken = taken(evidence.tables(), other);
            if (!taken.isEmpty()) {
                findings.add(into + " was changed at " + HumanFormat.clock(other.at()) + " by deploy request #"
                        + other.number() + since + "; this would undo it: " + taken + advice);
            }
        }
        Instant changed = evidence.targetChanged();
        boolean moved = changed != null && changed.isAfter(history.base());
        boolean unexplained = moved && !history.accountsFor(changed);
        if (findings.isEmpty()
                && (unexplained || history.incomplete() != null || changed == null && evidence.staleSchema())) {
            String taken = all(evidence.tables());
            String when = changed == null
                    ? "PlanetScale says that the schema of " + branch + " is stale"
                    : into + " was changed at " + HumanFormat.clock(changed) + since;
            String who = history.incomplete() != null
                    ? ", and " + history.incomplete()
                    : unexplained ? ", by no deploy request" : "";
            findings.add(when + who + "; this may undo newer changes: " + taken + advice);
        }
        return findings;
    }

    private static String all(List<ChangedTable> tables) {
        return tables.stream()
                .flatMap(table -> table.differences().stream()
                        .filter(found -> found.effect() != Difference.Effect.ADDITION)
                        .map(found ->
                                "table " + Shown.name(table.change().name()) + ", " + Shown.statement(found.text())))
                .collect(Collectors.joining("; "));
    }

    /** What of the change concerns the same things that the other has changed. */
    private static String taken(List<ChangedTable> tables, TargetHistory.Release other) {
        List<String> taken = new ArrayList<>();
        for (ChangedTable ours : tables) {
            for (Change theirs : other.changes()) {
                if (TargetHistory.sameTable(ours.change(), theirs)) {
                    List<String> subjects = subjects(theirs);
                    ours.differences().stream()
                            .filter(found -> found.effect() != Difference.Effect.ADDITION)
                            .filter(found -> concerns(found.subject(), subjects))
                            .map(found ->
                                    "table " + Shown.name(ours.change().name()) + ", " + Shown.statement(found.text()))
                            .filter(text -> !taken.contains(text))
                            .forEach(taken::add);
                }
            }
        }
        return String.join("; ", taken);
    }

    private static boolean concerns(String subject, List<String> theirs) {
        return theirs == null
                || subject.equals("table")
                || theirs.contains("table")
                || theirs.stream().map(StaleBase::plain).anyMatch(plain(subject)::equalsIgnoreCase);
    }

    /** A statement alone does not say what kind of constraint it drops. */
    private static String plain(String subject) {
        return subject.replaceFirst("^(foreign key|check) ", "constraint ");
    }

    /** Null where it cannot be read, which may be anything. */
    private static List<String> subjects(Change change) {
        try {
            return StatementReader.read(change.statement(), null).differences().stream()
                    .map(Difference::subject)
                    .toList();
        } catch (UnreadableSqlException e) {
            return null;
        }
    }
}
