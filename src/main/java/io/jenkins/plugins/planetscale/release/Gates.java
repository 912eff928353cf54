package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.LintError;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The gates of a change and their levels. All are evaluated and reported before any of them refuses. */
public final class Gates implements Serializable {
    private static final long serialVersionUID = 1L;

    private final EnumMap<Gate, Gate.Level> levels = new EnumMap<>(Gate.class);
    private final LinkedHashSet<String> tables = new LinkedHashSet<>();

    /** Every gate at its default level, no list of tables. */
    public Gates() {
        for (Gate gate : Gate.values()) {
            levels.put(gate, gate.byDefault());
        }
    }

    public Gates set(Gate gate, Gate.Level level) {
        levels.put(gate, level);
        return this;
    }

    /** The only tables that the change may touch; empty for no limit. */
    public Gates onlyTables(Set<String> allowed) {
        tables.clear();
        tables.addAll(allowed);
        return this;
    }

    public Gate.Level level(Gate gate) {
        return levels.get(gate);
    }

    boolean needs(Gate gate) {
        return levels.get(gate) != Gate.Level.OFF;
    }

    /** What is known of a change when the gates look at it; {@code storage} is null when it was not asked for. */
    record Evidence(
            DeployRequest request,
            List<Change> changes,
            StorageCheck storage,
            boolean staleSchema,
            Instant branchMade,
            Instant targetChanged,
            boolean instant) {}

    List<Finding> evaluate(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            if (gate == Gate.LINT && needs(gate)) {
                lint(evidence)
                        .forEach(error ->
                                findings.add(new Finding(gate, levels.get(gate), words(error), LintNote.of(error))));
            } else if (needs(gate)) {
                inspect(gate, evidence).forEach(text -> findings.add(new Finding(gate, levels.get(gate), text)));
            }
        }
        return findings;
    }

    /** Ends in a {@link GateRefusedException} that lists every error, if there is one. */
    static void refuseErrors(String name, List<Finding> findings) throws GateRefusedException {
        List<String> errors = findings.stream()
                .filter(finding -> finding.level() == Gate.Level.ERROR)
                .map(finding -> "- " + finding.gate().key() + ": " + finding.text())
                .toList();
        if (!errors.isEmpty()) {
            throw new GateRefusedException(name + " is refused by " + Words.count(errors.size(), "finding")
                    + "; nothing was deployed:\n" + String.join("\n", errors)
                    + "\nMend the branch, or set the gate to 'warn' if this is what you want.");
        }
    }

    private List<String> inspect(Gate gate, Evidence evidence) {
        return switch (gate) {
            case LINT -> List.of(); // by evaluate()
            case DROP_DATA ->
                evidence.changes().stream()
                        .filter(Change::dropsData)
                        .map(change -> "table " + change.table() + " would lose data by: " + change.statement())
                        .toList();
            case RECENTLY_USED ->
                evidence.changes().stream()
                        .filter(change -> change.recentlyUsed() && change.removes())
                        .map(change -> "table " + change.table()
                                + " was used a short time ago and would lose something by: " + change.statement())
                        .toList();
            case FOREIGN_KEYS ->
                evidence.changes().stream()
                        .filter(change -> !change.removedForeignKeys().isEmpty())
                        .map(change -> "table " + change.table() + " would lose the foreign keys "
                                + String.join(", ", change.removedForeignKeys()) + "; rows can become orphans")
                        .toList();
            case STORAGE -> storage(evidence);
            case STALE_BASE -> staleBase(evidence);
            case TABLES -> foreignTables(evidence);
            case INSTANT ->
                evidence.instant()
                        ? List.of("instant DDL is live at once: it has no cutover gate and no revert window")
                        : List.of();
        };
    }

    private static List<LintError> lint(Evidence evidence) {
        return evidence.request().deployment() == null
                ? List.of()
                : evidence.request().deployment().lintErrors();
    }

    /** A lint error with table, rule and link (invariant I8). */
    static String words(LintError error) {
        return (error.tableName() == null ? "" : "table " + error.tableName() + ": ")
                + error.lintError()
                + (error.errorDescription() == null ? "" : ", " + error.errorDescription())
                + (error.docsUrl() == null ? "" : " (" + error.docsUrl() + ")");
    }

    private static List<String> storage(Evidence evidence) {
        StorageCheck storage = evidence.storage();
        if (storage == null || storage.enoughStorage()) {
            return List.of();
        }
        return List.of("\"" + evidence.request().intoBranch() + "\" has too little storage for the copies of its tables"
                + (storage.storageBytesNeeded() == null
                        ? ""
                        : "; " + storage.storageBytesNeeded() + " bytes are needed")
                + (storage.upgradeable() ? "; enlarge it in PlanetScale" : ""));
    }

    /**
     * A branch whose target changed after it was made takes those changes back ("phantom revert"), which shows as
     * statements that remove something. Without such a statement nothing can be lost.
     */
    private static List<String> staleBase(Evidence evidence) {
        boolean older = evidence.branchMade() != null
                && evidence.targetChanged() != null
                && evidence.targetChanged().isAfter(evidence.branchMade());
        if (!older && !evidence.staleSchema()) {
            return List.of();
        }
        String removals = evidence.changes().stream()
                .filter(Change::removes)
                .map(Change::statement)
                .collect(Collectors.joining("; "));
        if (removals.isEmpty()) {
            return List.of();
        }
        String target = "\"" + evidence.request().intoBranch() + "\"";
        String branch = "\"" + evidence.request().branch() + "\"";
        return List.of((older
                        ? target + " was changed at " + Words.clock(evidence.targetChanged()) + ", after " + branch
                                + " was made at " + Words.clock(evidence.branchMade())
                        : "PlanetScale says that the schema of " + branch + " is stale")
                + "; this may take newer changes back: " + removals + ". Refresh " + branch
                + " from its parent, or make it anew");
    }

    private List<String> foreignTables(Evidence evidence) {
        if (tables.isEmpty()) {
            return List.of();
        }
        return evidence.changes().stream()
                .filter(change -> !tables.contains(change.table()))
                .map(change -> "table " + change.table() + " is not one of " + String.join(", ", tables)
                        + " but would be changed by: " + change.statement())
                .toList();
    }
}
