package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.LintError;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import io.jenkins.plugins.planetscale.release.Gate.Level;
import io.jenkins.plugins.planetscale.release.schema.Difference;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    public Gates set(Gate gate, Level level) {
        levels.put(gate, level);
        return this;
    }

    /** The only tables that the change may touch; empty for no limit. */
    public Gates onlyTables(Set<String> allowed) {
        tables.clear();
        tables.addAll(allowed);
        return this;
    }

    public Level level(Gate gate) {
        return levels.getOrDefault(gate, gate.byDefault()); // a kept build may not know each gate
    }

    boolean needs(Gate gate) {
        return level(gate) != Level.OFF;
    }

    /** Whether the definitions of the tables are of use. */
    boolean needSchemas() {
        return understanding() != Level.OFF;
    }

    /** Nobody who lets losses pass is stopped by what may be one. */
    private Level understanding() {
        return Stream.of(Gate.DROP_DATA, Gate.RECENTLY_USED, Gate.STALE_BASE)
                .map(this::level)
                .min(Level::compareTo)
                .orElse(Level.ERROR);
    }

    /**
     * What is known of a change when the gates look at it.
     *
     * @param schemas null where they were not read
     * @param storage null when it was not asked for
     * @param history null where it was not asked for
     */
    record Evidence(
            DeployRequest request,
            List<ChangedTable> tables,
            SchemaLook schemas,
            StorageCheck storage,
            TargetHistory history,
            boolean staleSchema,
            Instant targetChanged,
            boolean instant) {}

    List<Finding> evaluate(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            if (needs(gate)) {
                inspect(gate, evidence, findings);
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

    private void inspect(Gate gate, Evidence evidence, List<Finding> findings) {
        Level level = level(gate);
        switch (gate) {
            case LINT ->
                lint(evidence)
                        .forEach(error -> findings.add(new Finding(
                                gate,
                                level,
                                words(error, TableNames.of(evidence.request())),
                                LintNote.of(error, TableNames.of(evidence.request())))));
            case DROP_DATA -> new LossFindings(gate, level, findings).add(evidence.tables());
            case RECENTLY_USED ->
                new LossFindings(gate, level, findings)
                        .add(evidence.tables().stream()
                                .filter(table -> table.change().recentlyUsed())
                                .toList());
            case UNREADABLE -> {
                Level most = level.atMost(understanding());
                if (most != Level.OFF) {
                    new LossFindings(gate, most, findings).addUnclear(evidence);
                }
            }
            default -> texts(gate, evidence).forEach(text -> findings.add(new Finding(gate, level, text)));
        }
    }

    private List<String> texts(Gate gate, Evidence evidence) {
        return switch (gate) {
            case FOREIGN_KEYS -> foreignKeys(evidence);
            case STORAGE -> storage(evidence);
            case STALE_BASE -> StaleBase.findings(evidence);
            case TABLES ->
                tables.isEmpty()
                        ? List.of()
                        : evidence.tables().stream()
                                .map(ChangedTable::change)
                                .filter(change -> !isAllowed(change))
                                .map(this::notAllowed)
                                .toList();
            case INSTANT ->
                evidence.instant()
                        ? List.of("instant DDL is live at once: it has no cutover gate and no revert window")
                        : List.of();
            default -> List.of();
        };
    }

    private static List<String> foreignKeys(Evidence evidence) {
        List<String> texts = new ArrayList<>();
        for (ChangedTable table : evidence.tables()) {
            Set<String> names = new LinkedHashSet<>(table.change().removedForeignKeys());
            table.differences().stream()
                    .filter(found -> found.effect() == Difference.Effect.REMOVAL
                            && found.subject().startsWith("foreign key "))
                    .forEach(found -> names.add(found.subject().substring("foreign key ".length())));
            if (!names.isEmpty()) {
                texts.add("table " + table.change().name() + " would lose the foreign keys " + String.join(", ", names)
                        + "; rows can become orphans");
            }
        }
        return texts;
    }

    private static List<LintError> lint(Evidence evidence) {
        return evidence.request().deployment() == null
                ? List.of()
                : evidence.request().deployment().lintErrors();
    }

    /** A lint error with table, rule and link (invariant I8). */
    static String words(LintError error, TableNames names) {
        return (error.tableName() == null ? "" : "table " + names.of(error.keyspaceName(), error.tableName()) + ": ")
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

    /** A plain name is enough only where all tables are in one keyspace. */
    private boolean isAllowed(Change change) {
        return tables.contains(change.isQualified() ? change.name() : change.table())
                || tables.contains(change.keyspace() + "." + change.table());
    }

    private String notAllowed(Change change) {
        boolean plain = change.isQualified() && tables.contains(change.table());
        return "table " + change.name()
                + (plain
                        ? " is not named with its keyspace: \"" + change.table()
                                + "\" can be a table of any keyspace, so" + " name \"" + change.name()
                                + "\" if it may be changed; it would be"
                        : " is not one of " + String.join(", ", tables) + " but would be")
                + " changed by: " + change.statement();
    }
}
