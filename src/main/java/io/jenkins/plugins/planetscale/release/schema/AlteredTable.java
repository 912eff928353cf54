package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import io.jenkins.plugins.planetscale.release.schema.PartitionComparison.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table to which the clauses of an ALTER TABLE are applied. When its definition is known, the differences are those
 * between the two definitions, and a clause adds only what these do not show; when it is not known, they are what each
 * clause says.
 */
final class AlteredTable {
    private final String name;
    private final TableDefinition before;
    private final TableDefinition after;
    private final boolean known;
    private final List<Difference> found = new ArrayList<>();
    private final Set<String> dropped = new HashSet<>();

    /** @param target null where it is not known */
    AlteredTable(String name, TableDefinition target) {
        this.name = name;
        known = target != null;
        before = known ? target.copy() : new TableDefinition(name);
        after = known ? target.copy() : new TableDefinition(name);
    }

    boolean isKnown() {
        return known;
    }

    /** To be changed by the clauses; where the table is not known, what they have to do with each other. */
    TableDefinition after() {
        return after;
    }

    /** For one clause to add to: {@link #after} where the table is known, else one that is empty. */
    TableDefinition additions() {
        return known ? after : new TableDefinition(name);
    }

    /** All differences, when the last clause is done. */
    List<Difference> differences(Way way) {
        if (known) {
            dropped.forEach(after::removeFromKeys);
        }
        after.settle();
        List<Difference> all = new ArrayList<>(found);
        if (known) {
            all.addAll(SchemaComparison.of(before, after, way));
        }
        return all;
    }

    /** Keys and constraints that a clause has added. */
    void added(TableDefinition additions) {
        if (!known) {
            new KeyComparison(new TableDefinition(name), additions, found).compare();
        }
    }

    /**
     * @param additions what the column brings with it
     * @param behind null for the end, or for the front if {@code first}
     */
    void addColumn(ColumnDefinition made, TableDefinition additions, boolean first, String behind) {
        if (!known) {
            found.add(Difference.added(ColumnComparison.subject(made), made.definition()));
            added(additions);
            return;
        }
        if (after.column(made.name()) != null) {
            requirePresent("column", made.name());
        } else if (dropped.contains(SqlText.lower(made.name()))) {
            madeAnew(made);
        }
        after.put(made, null, first, behind);
    }

    /** A column that is dropped and added in one statement: it only looks like the one that was there. */
    private void madeAnew(ColumnDefinition made) {
        dropped.remove(SqlText.lower(made.name()));
        ColumnDefinition old = before.column(made.name());
        if (old == null || old.generated() != null && old.generated().equals(made.generated())) {
            return;
        }
        String subject = ColumnComparison.subject(made);
        found.add(Difference.removed(
                Effect.LOSS,
                subject,
                old.definition(),
                ", and added anew by the same statement: it has the same name, but all its values go"));
        before.removeColumn(made.name());
    }

    void dropColumn(String column) {
        if (!known) {
            note(Effect.LOSS, "column " + column, "column " + column + " is dropped");
        } else if (!after.removeColumn(column)) {
            missing("column", column);
        } else {
            dropped.add(SqlText.lower(column));
        }
    }

    void dropPrimaryKey() {
        if (!known) {
            note(Effect.LOSS, "primary key", "primary key is dropped");
        }
        after.removePrimaryKey();
    }

    void dropKey(String key) {
        if (!known) {
            note(Effect.REMOVAL, "key " + key, "key " + key + " is dropped");
        } else if (key.equalsIgnoreCase("PRIMARY")) {
            after.removePrimaryKey();
        } else if (!after.removeKey(key)) {
            missing("key", key);
        }
    }

    void dropConstraint(String constraint) {
        boolean there = after.removeConstraint(constraint) || after.removeKey(constraint);
        if (!known) {
            note(Effect.REMOVAL, "constraint " + constraint, "constraint " + constraint + " is dropped");
        } else if (!there) {
            missing("constraint", constraint);
        }
    }

    /** The name that a column gets by its new definition. */
    void nameAnew(String from, String to) {
        if (known && before.column(from) != null && !from.equalsIgnoreCase(to)) {
            renameColumn(from, to);
        }
    }

    /** A column's new definition, after {@link #nameAnew}. */
    void redefine(String from, ColumnDefinition made, boolean first, String behind) {
        String to = made.name();
        if (known && before.column(to) == null) {
            missing("column", from);
        } else if (!known) {
            found.add(Difference.unclear(
                    "column " + to,
                    "column " + from + " becomes " + (from.equals(to) ? "" : to + " ") + made.definition()
                            + ", and it is not known what it is now"));
        }
        if (known) {
            after.put(made, to, first, behind);
        }
    }

    /** @param changed null where there is no such column */
    void set(String column, ColumnDefinition changed) {
        if (changed != null) {
            after.put(changed);
        } else if (known) {
            missing("column", column);
        } else {
            note(Effect.CHANGE, "column " + column, "column " + column + " gets another default");
        }
    }

    /** @param enforced null where something else becomes of it */
    void alterKeyOrConstraint(String object, Boolean enforced) {
        Constraint constraint = after.constraint(object);
        if (constraint != null && enforced != null) {
            after.removeConstraint(object);
            after.put(constraint.enforced(enforced));
        } else {
            note(Boolean.TRUE.equals(enforced) ? Effect.FAILURE : Effect.CHANGE, object, object + " is altered");
        }
    }

    void renameColumn(String from, String to) {
        if (known && before.column(from) == null) {
            missing("column", from);
        }
        ColumnDefinition taken = known && !from.equalsIgnoreCase(to) ? before.column(to) : null;
        if (taken != null && dropped.remove(SqlText.lower(to))) {
            found.add(Difference.removed(
                    Effect.LOSS,
                    ColumnComparison.subject(taken),
                    taken.definition(),
                    ", and " + from + " takes its name"));
            before.removeColumn(to);
        } else if (taken != null) {
            requirePresent("column", to);
        }
        before.renameColumn(from, to);
        after.renameColumn(from, to);
        note(Effect.REMOVAL, "column " + from, "column " + from + " is renamed to " + to);
    }

    void renameKey(String from, String to) {
        KeyDefinition key = after.key(from);
        if (key != null) {
            after.removeKey(from);
            after.put(key.named(to));
        }
    }

    /** All its texts get another character set. */
    void convert(String charset, String collation) {
        if (!known) {
            found.add(Difference.unclear(
                    "option collate",
                    "all texts get the character set " + charset + ", and it is not known which they have now"));
            return;
        }
        after.text(charset, collation);
        for (ColumnDefinition column : after.columns()) {
            if (column.charset() != null) {
                after.put(column.withText(charset, collation));
            }
        }
    }

    /** Whether the table that is read has that partition. */
    boolean hadPartition(String partition) {
        return before.partitioning() != null && before.partitioning().values(partition) != null;
    }

    void missing(String kind, String missing) {
        found.add(Difference.unclear(
                kind + " " + missing,
                kind + " " + missing + " is changed, but the table that is read has no such " + kind));
    }

    void requirePresent(String kind, String name) {
        found.add(Difference.unclear(
                kind + " " + name, kind + " " + name + " is added, but the table that is read has such a " + kind));
    }

    void note(Effect effect, String subject, String text) {
        note(new Difference(effect, subject, "", "", text));
    }

    void note(Difference difference) {
        found.add(difference);
    }
}
