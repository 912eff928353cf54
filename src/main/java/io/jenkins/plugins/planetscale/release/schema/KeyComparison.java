package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the keys and constraints of a table. */
final class KeyComparison {
    private static final String DUPLICATES = "rows that are there with equal values fail the change or are lost";

    private final TableDefinition before;
    private final TableDefinition after;
    private final List<Difference> found;

    KeyComparison(TableDefinition before, TableDefinition after, List<Difference> found) {
        this.before = before;
        this.after = after;
        this.found = found;
    }

    static List<KeyDefinition> unique(TableDefinition table) {
        List<KeyDefinition> unique = new ArrayList<>(
                table.keys().stream().filter(KeyDefinition::isUnique).toList());
        if (table.primaryKey() != null) {
            unique.add(table.primaryKey());
        }
        return unique;
    }

    void compare() {
        primaryKey();
        Set<KeyDefinition> left = new HashSet<>(after.keys());
        List<KeyDefinition> gone = new ArrayList<>();
        for (KeyDefinition old : before.keys()) {
            KeyDefinition now = after.key(old.name());
            if (now != null && now.holdsAs(old)) {
                left.remove(now);
                if (!now.equals(old)) {
                    found.add(Difference.changed(Effect.CHANGE, subject(old), old.definition(), now.definition(), ""));
                }
            } else {
                gone.add(old);
            }
        }
        for (KeyDefinition old : gone) {
            KeyDefinition renamed =
                    left.stream().filter(key -> key.holdsAs(old)).findFirst().orElse(null);
            if (renamed != null) {
                left.remove(renamed);
                found.add(Difference.changed(Effect.CHANGE, subject(old), old.definition(), renamed.definition(), ""));
            } else {
                found.add(Difference.removed(
                        Effect.REMOVAL,
                        subject(old),
                        old.definition(),
                        old.isUnique() ? "; equal values are no longer refused" : ""));
            }
        }
        after.keys().stream().filter(left::contains).forEach(this::added);
        constraints();
    }

    private static String subject(KeyDefinition key) {
        return "key " + key.name();
    }

    private void primaryKey() {
        KeyDefinition old = before.primaryKey();
        KeyDefinition now = after.primaryKey();
        if (old == null && now != null) {
            added(now);
        } else if (old != null && now == null) {
            found.add(Difference.removed(
                    Effect.LOSS, "primary key", old.columns(), "; equal rows are no longer refused"));
        } else if (old != null && !ascending(old).equals(ascending(now))) {
            String why = isUniqueAlready(now) ? "rows are told apart by other columns" : DUPLICATES;
            found.add(Difference.changed(Effect.LOSS, "primary key", old.columns(), now.columns(), why));
        } else if (old != null && !old.equals(now)) {
            found.add(Difference.changed(Effect.CHANGE, "primary key", old.definition(), now.definition(), ""));
        }
    }

    private static List<KeyDefinition.Part> ascending(KeyDefinition key) {
        return key.parts().stream().map(KeyDefinition.Part::ascending).toList();
    }

    private void added(KeyDefinition key) {
        String subject = key.kind() == KeyDefinition.Kind.PRIMARY ? "primary key" : subject(key);
        if (key.isUnique() && !isUniqueAlready(key)) {
            found.add(new Difference(
                    Effect.LOSS,
                    subject,
                    "",
                    key.definition(),
                    (key.kind() == KeyDefinition.Kind.PRIMARY ? subject : "unique " + subject) + " is added on "
                            + key.columns() + ", where there was none: " + DUPLICATES));
        } else {
            found.add(Difference.added(subject, key.definition()));
        }
    }

    /** A key whose columns include those of a unique one holds no equal values, nor does one with a new, empty column. */
    private boolean isUniqueAlready(KeyDefinition key) {
        Set<String> whole = new HashSet<>();
        for (KeyDefinition.Part part : key.parts()) {
            if (part.column() != null && isNullOnly(part.column())) {
                return key.kind() != KeyDefinition.Kind.PRIMARY;
            }
            if (part.column() != null && isIdentity(part.column())) {
                return true;
            }
            if (part.column() != null && part.length() == 0) {
                whole.add(SqlText.lower(part.column()));
            }
        }
        return unique(before).stream().map(KeyDefinition::parts).anyMatch(parts -> parts.stream()
                .allMatch(part -> part.column() != null
                        && whole.contains(SqlText.lower(part.column()))
                        && (key.kind() == KeyDefinition.Kind.UNIQUE || !isNullable(part.column()))));
    }

    private boolean isNullable(String column) {
        ColumnDefinition definition = before.column(column);
        return definition != null && definition.nullable();
    }

    /** A new column without a value: NULL is equal to nothing. */
    private boolean isNullOnly(String column) {
        ColumnDefinition now = after.column(column);
        return before.column(column) == null
                && now != null
                && now.nullable()
                && now.defaultValue() == null
                && now.generated() == null;
    }

    private boolean isIdentity(String column) {
        ColumnDefinition now = after.column(column);
        return before.column(column) == null && now != null && now.autoIncrement();
    }

    private void constraints() {
        List<Constraint> left = new ArrayList<>(after.constraints());
        for (Constraint old : before.constraints()) {
            Constraint now = after.constraint(old.name());
            Constraint same = old.equals(now)
                    ? now
                    : left.stream()
                            .filter(constraint -> before.constraint(constraint.name()) == null)
                            .filter(constraint -> constraint.kind() == old.kind())
                            .filter(constraint -> constraint.text().equals(old.text()))
                            .filter(constraint -> constraint.enforced() == old.enforced())
                            .findFirst()
                            .orElse(null);
            if (same != null) {
                left.remove(same);
                if (!same.equals(old)) {
                    found.add(Difference.changed(Effect.CHANGE, subject(old), old.definition(), same.definition(), ""));
                }
            } else if (now == null || now.kind() != old.kind()) {
                found.add(Difference.removed(Effect.REMOVAL, subject(old), old.definition(), ""));
            } else {
                left.remove(now);
                found.add(Difference.changed(
                        now.enforced() ? Effect.FAILURE : Effect.REMOVAL,
                        subject(old),
                        old.definition(),
                        now.definition(),
                        now.enforced() ? refusal(now) : "it is no longer enforced"));
            }
        }
        for (Constraint now : left) {
            Difference added = Difference.added(subject(now), now.definition());
            found.add(
                    now.enforced()
                            ? new Difference(
                                    Effect.FAILURE,
                                    added.subject(),
                                    "",
                                    added.after(),
                                    added.text() + "; " + refusal(now))
                            : added);
        }
    }

    private static String subject(Constraint constraint) {
        return (constraint.kind() == Constraint.Kind.CHECK ? "check " : "foreign key ") + constraint.name();
    }

    private static String refusal(Constraint constraint) {
        return constraint.kind() == Constraint.Kind.CHECK
                ? "rows that do not meet it fail the change"
                : "rows without the row that they refer to fail the change or stay as orphans";
    }
}
