package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A table or view as defined by its CREATE statement. Columns and keys are found by name in any case, as in MySQL.
 * Changed by the readers of this package only.
 */
public final class TableDefinition {
    private static final String CHARSET = "charset";
    private static final String COLLATION = "collate";

    private String name;
    private String view;
    private final LinkedHashMap<String, ColumnDefinition> columns = new LinkedHashMap<>();
    private KeyDefinition primaryKey;
    private final LinkedHashMap<String, KeyDefinition> keys = new LinkedHashMap<>();
    private final LinkedHashMap<String, Constraint> constraints = new LinkedHashMap<>();
    private final TreeMap<String, String> options = new TreeMap<>();
    private Partitioning partitioning;

    TableDefinition(String name) {
        this.name = name;
    }

    static TableDefinition view(String name, String text) {
        TableDefinition view = new TableDefinition(name);
        view.view = text;
        return view;
    }

    TableDefinition copy() {
        TableDefinition copy = new TableDefinition(name);
        copy.view = view;
        copy.columns.putAll(columns);
        copy.primaryKey = primaryKey;
        copy.keys.putAll(keys);
        copy.constraints.putAll(constraints);
        copy.options.putAll(options);
        copy.partitioning = partitioning;
        return copy;
    }

    public String name() {
        return name;
    }

    void name(String value) {
        name = value;
    }

    public boolean isView() {
        return view != null;
    }

    /** The text of a view; null for a table. */
    public String viewText() {
        return view;
    }

    public List<ColumnDefinition> columns() {
        return List.copyOf(columns.values());
    }

    /** Null where there is none. */
    public ColumnDefinition column(String column) {
        return columns.get(SqlText.lower(column));
    }

    /** Null where there is none. */
    public KeyDefinition primaryKey() {
        return primaryKey;
    }

    /** All but the primary key. */
    public List<KeyDefinition> keys() {
        return List.copyOf(keys.values());
    }

    KeyDefinition key(String key) {
        return keys.get(SqlText.lower(key));
    }

    public List<Constraint> constraints() {
        return List.copyOf(constraints.values());
    }

    Constraint constraint(String constraint) {
        return constraints.get(SqlText.lower(constraint));
    }

    /** By lower-case name, canonical; without the next value of AUTO_INCREMENT, which is no part of a schema. */
    public Map<String, String> options() {
        return new TreeMap<>(options);
    }

    /** Null for a table in one piece. */
    public Partitioning partitioning() {
        return partitioning;
    }

    String charset() {
        String collation = options.get(COLLATION);
        return options.getOrDefault(CHARSET, collation == null ? "utf8mb4" : Charsets.of(collation));
    }

    String collation() {
        return options.getOrDefault(COLLATION, Charsets.defaultCollation(charset()));
    }

    void text(String charset, String collation) {
        options.put(CHARSET, charset);
        options.put(COLLATION, collation == null ? Charsets.defaultCollation(charset) : collation);
    }

    void option(String key, String value) {
        options.put(key, value);
    }

    void partitioning(Partitioning value) {
        partitioning = value;
    }

    void put(ColumnDefinition column) {
        columns.put(SqlText.lower(column.name()), column);
    }

    /** @param former the name it had; null for a new column */
    void put(ColumnDefinition column, String former, boolean first, String after) {
        List<ColumnDefinition> order = new ArrayList<>(columns.values());
        int at = former == null ? -1 : index(order, former);
        if (at >= 0) {
            order.remove(at);
        }
        int place = first ? 0 : after != null ? index(order, after) + 1 : at >= 0 ? at : order.size();
        order.add(place, column);
        columns.clear();
        order.forEach(this::put);
    }

    private static int index(List<ColumnDefinition> order, String column) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return order.size() - 1;
    }

    /** As MySQL does when a column is dropped: a key loses that part, and goes with its last one. */
    void removeFromKeys(String column) {
        if (primaryKey != null) {
            primaryKey = primaryKey.withoutColumn(column);
        }
        keys.replaceAll((name, key) -> key.withoutColumn(column));
        keys.values().removeIf(Objects::isNull);
    }

    boolean removeColumn(String column) {
        return columns.remove(SqlText.lower(column)) != null;
    }

    /** A column keeps its place, and keys go with it. */
    void renameColumn(String from, String to) {
        ColumnDefinition column = column(from);
        if (column == null) {
            return;
        }
        put(column.named(to), from, false, null);
        if (primaryKey != null) {
            primaryKey = primaryKey.renamedColumn(from, to);
        }
        keys.replaceAll((name, key) -> key.renamedColumn(from, to));
    }

    void put(KeyDefinition key) {
        if (key.kind() == KeyDefinition.Kind.PRIMARY) {
            primaryKey = key;
            return;
        }
        String named = key.name() == null ? "functional_index" : key.name();
        String free = named;
        for (int i = 2; keys.containsKey(SqlText.lower(free)); i++) {
            free = named + "_" + i;
        }
        keys.put(SqlText.lower(free), key.named(free));
    }

    void removePrimaryKey() {
        primaryKey = null;
    }

    boolean removeKey(String key) {
        return keys.remove(SqlText.lower(key)) != null;
    }

    void put(Constraint constraint) {
        String named = constraint.name();
        for (int i = 1; named == null || named.isEmpty(); i++) {
            String made = constraint.kind() == Constraint.Kind.CHECK ? name + "_chk_" + i : name + "_ibfk_" + i;
            named = constraints.containsKey(SqlText.lower(made)) ? null : made;
        }
        constraints.put(
                SqlText.lower(named),
                new Constraint(constraint.kind(), named, constraint.text(), constraint.enforced()));
    }

    boolean removeConstraint(String constraint) {
        return constraints.remove(SqlText.lower(constraint)) != null;
    }

    /** Columns of a primary key hold no NULL, whatever their definition says. */
    void settle() {
        if (primaryKey != null) {
            primaryKey.parts().forEach(part -> {
                ColumnDefinition column = part.column() == null ? null : column(part.column());
                if (column != null && column.nullable()) {
                    put(column.asNotNull());
                }
            });
        }
    }

    /** The CREATE statement in canonical form, from which it can be read again. */
    public String ddl() {
        if (view != null) {
            return "CREATE VIEW " + SqlText.quoted(name) + " " + view;
        }
        List<String> lines = new ArrayList<>();
        columns.values().forEach(column -> lines.add(SqlText.quoted(column.name()) + " " + column.definition()));
        if (primaryKey != null) {
            lines.add(primaryKey.definition());
        }
        keys.values().forEach(key -> lines.add(key.definition()));
        constraints.values().forEach(constraint -> lines.add(constraint.definition()));
        StringBuilder out = new StringBuilder("CREATE TABLE " + SqlText.quoted(name) + " (\n  ")
                .append(String.join(",\n  ", lines))
                .append("\n)");
        options.forEach((key, value) -> out.append(' ').append(key).append('=').append(value));
        return out.append(partitioning == null ? "" : "\n" + partitioning.definition())
                .toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableDefinition table && ddl().equals(table.ddl());
    }

    @Override
    public int hashCode() {
        return ddl().hashCode();
    }

    @Override
    public String toString() {
        return ddl();
    }
}
