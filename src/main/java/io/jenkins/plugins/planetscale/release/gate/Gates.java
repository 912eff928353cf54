package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.LintError;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.gate.Gate.Level;
import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.LintFinding;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.release.state.Shown;
import io.jenkins.plugins.planetscale.release.state.Standing;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import io.jenkins.plugins.planetscale.release.tables.SchemaLookup;
import io.jenkins.plugins.planetscale.release.tables.TargetHistory;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The gates of a change and their levels. All of them are evaluated and reported before the change is refused. */
public final class Gates implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Errors that a refusal lists; the log has all. */
    private static final int MOST = 30;

    private final EnumMap<Gate, Gate.Level> levels = new EnumMap<>(Gate.class);
    private final LinkedHashSet<String> tables = new LinkedHashSet<>();
    /** Further lists of tables, of which each counts; null in what older versions kept. */
    private ArrayList<LinkedHashSet<String>> limits;

    /** Every gate at its default level, no list of tables. */
    public Gates() {
        for (Gate gate : Gate.values()) {
            levels.put(gate, gate.byDefault());
        }
    }

    /** What a record says of them; where the list of tables is lost, none may be changed. */
    private Object readResolve() {
        Gates whole = new Gates();
        if (levels != null) {
            ((Map<?, ?>) levels).forEach((gate, level) -> {
                if (gate instanceof Gate known && level instanceof Level of) {
                    whole.set(known, of);
                }
            });
        }
        whole.tables.addAll(tables == null ? List.of("(lost)") : ReadBack.list(tables, String.class));
        return whole;
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

    /** Those of both: of each gate the stricter level, and only tables that both allow. */
    public Gates and(Gates other) {
        Gates both = new Gates();
        for (Gate gate : Gate.values()) {
            both.set(gate, level(gate).compareTo(other.level(gate)) <= 0 ? level(gate) : other.level(gate));
        }
        both.limits = new ArrayList<>(limits());
        other.limits().stream().filter(limit -> !both.limits.contains(limit)).forEach(both.limits::add);
        return both;
    }

    /** Every list of tables that a change has to keep to. */
    private List<LinkedHashSet<String>> limits() {
        List<LinkedHashSet<String>> all = new ArrayList<>(limits == null ? List.of() : limits);
        if (!tables.isEmpty()) {
            all.add(tables);
        }
        return all;
    }

    public Level level(Gate gate) {
        return levels.getOrDefault(gate, gate.byDefault()); // a kept build may not know each gate
    }

    public boolean needs(Gate gate) {
        return level(gate) != Level.OFF;
    }

    /** Whether the definitions of the tables are of use. */
    public boolean needSchemas() {
        return schemaLevel() != Level.OFF;
    }

    /** Nobody who lets losses pass is stopped by what may be one. */
    private Level schemaLevel() {
        return Stream.of(Gate.DROP_DATA, Gate.RECENTLY_USED, Gate.STALE_BASE)
                .map(this::level)
                .min(Level::compareTo)
                .orElse(Level.ERROR);
    }

    /**
     * What the gates know of a change.
     *
     * @param schemas null where they were not read
     * @param storage null when it was not asked for
     * @param history null where it was not asked for
     */
    public record Evidence(
            DeployRequest request,
            List<ChangedTable> tables,
            SchemaLookup schemas,
            StorageCheck storage,
            TargetHistory history,
            boolean staleSchema,
            Instant targetChanged,
            boolean instant) {}

    public List<GateFinding> evaluate(Evidence evidence) {
        List<GateFinding> findings = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            if (needs(gate)) {
                inspect(gate, evidence, findings);
            }
        }
        return findings;
    }

    /** Ends in a {@link GateRefusedException} that lists every error, if there is one. */
    public static void refuseErrors(String name, DeployRequest request, List<GateFinding> findings)
            throws GateRefusedException {
        List<String> errors = findings.stream()
                .filter(finding -> finding.level() == Gate.Level.ERROR)
                .map(finding -> "- " + finding.gate().key() + ": " + finding.text())
                .toList();
        if (!errors.isEmpty()) {
            throw new GateRefusedException(name + " is refused by " + HumanFormat.count(errors.size(), "finding") + "; "
                    + Standing.of(request) + ":\n"
                    + String.join("\n", errors.subList(0, Math.min(MOST, errors.size()))) + "\n"
                    + (errors.size() > MOST ? "… and " + (errors.size() - MOST) + " more, see the log\n" : "")
                    + Standing.howToStop(request)
                    + "Correct the branch, or set the gate to 'warn' if this is what you want.");
        }
    }

    private void inspect(Gate gate, Evidence evidence, List<GateFinding> findings) {
        Level level = level(gate);
        switch (gate) {
            case LINT ->
                lint(evidence)
                        .forEach(error -> findings.add(new GateFinding(
                                gate,
                                level,
                                LintFinding.describe(error, TableNames.of(evidence.request())),
                                LintFinding.of(error, TableNames.of(evidence.request())))));
            case DROP_DATA -> new LossFindings(gate, level, findings).add(evidence.tables());
            case RECENTLY_USED ->
                new LossFindings(gate, level, findings)
                        .add(evidence.tables().stream()
                                .filter(table -> table.change().recentlyUsed())
                                .toList());
            case UNREADABLE -> {
                Level most = level.atMost(schemaLevel());
                if (most != Level.OFF) {
                    new LossFindings(gate, most, findings).addUnclear(evidence);
                }
            }
            default -> texts(gate, evidence).forEach(text -> findings.add(new GateFinding(gate, level, text)));
        }
    }

    private List<String> texts(Gate gate, Evidence evidence) {
        return switch (gate) {
            case FOREIGN_KEYS -> foreignKeys(evidence);
            case STORAGE -> storage(evidence);
            case STALE_BASE -> StaleBase.findings(evidence);
            case TABLES ->
                limits().stream()
                        .flatMap(limit -> evidence.tables().stream().flatMap(table -> notAllowed(limit, table)))
                        .distinct()
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
                texts.add("table " + Shown.name(table.change().name()) + " would lose the foreign keys "
                        + String.join(", ", names) + "; rows can become orphans");
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
    private static boolean isAllowed(Set<String> tables, Change change) {
        return tables.contains(change.sureName()) || tables.contains(change.keyspace() + "." + change.table());
    }

    private static Stream<String> notAllowed(Set<String> tables, ChangedTable table) {
        Stream<String> others = table.others().stream()
                .filter(other -> !tables.contains(other))
                .map(other ->
                        "table " + Shown.name(table.change().name()) + ": its statement names " + Shown.name(other)
                                + " too, which is not one of " + String.join(", ", tables) + ": "
                                + Shown.statement(table.change().statement()));
        return isAllowed(tables, table.change())
                ? others
                : Stream.concat(Stream.of(notAllowed(tables, table.change())), others);
    }

    private static String notAllowed(Set<String> tables, Change change) {
        boolean plain = tables.contains(change.table());
        String name = Shown.name(change.sureName());
        return "table " + name
                + (plain
                        ? " is not named with its keyspace: \"" + change.table()
                                + "\" can be a table of any keyspace, so" + " name \"" + name
                                + "\" if it may be changed; it would be"
                        : " is not one of " + String.join(", ", tables) + " but would be")
                + " changed by: " + Shown.statement(change.statement());
    }
}
