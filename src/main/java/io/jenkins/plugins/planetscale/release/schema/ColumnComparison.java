package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares the columns of two definitions of a table. */
final class ColumnComparison {
    private final TableDefinition before;
    private final TableDefinition after;
    private final List<Difference> found;
    private List<ColumnDefinition> added;

    ColumnComparison(TableDefinition before, TableDefinition after, List<Difference> found) {
        this.before = before;
        this.after = after;
        this.found = found;
    }

    void compare() {
        for (ColumnDefinition old : before.columns()) {
            ColumnDefinition now = after.column(old.name());
            if (now == null) {
                found.add(Difference.removed(Effect.LOSS, subject(old), old.definition(), rename(old)));
            } else {
                compare(old, now);
            }
        }
        for (ColumnDefinition now : after.columns()) {
            if (before.column(now.name()) == null) {
                found.add(Difference.added(subject(now), now.definition()));
            }
        }
    }

    static String subject(ColumnDefinition column) {
        return "column " + column.name();
    }

    private List<ColumnDefinition> added() {
        if (added == null) {
            added = after.columns().stream()
                    .filter(column -> before.column(column.name()) == null)
                    .toList();
        }
        return added;
    }

    /** PlanetScale makes a DROP and an ADD of a rename. */
    private String rename(ColumnDefinition old) {
        List<ColumnDefinition> alike = added().stream()
                .filter(column -> column.type().equals(old.type()))
                .toList();
        int place = before.columns().indexOf(old);
        ColumnDefinition inItsPlace =
                place < after.columns().size() ? after.columns().get(place) : null;
        ColumnDefinition likely = alike.contains(inItsPlace) ? inItsPlace : alike.size() == 1 ? alike.get(0) : null;
        return likely == null
                ? ""
                : ". This looks like a rename to " + likely.name() + ", which is added with the same"
                        + " type: PlanetScale does not rename, so the values are lost";
    }

    private void compare(ColumnDefinition old, ColumnDefinition now) {
        if (old.equals(now)) {
            return;
        }
        List<String> losses = new ArrayList<>();
        String type = TypeComparison.loss(old, now);
        if (type == TypeComparison.UNKNOWN) {
            found.add(Difference.unclear(
                    subject(now),
                    subject(now) + ": " + old.definition() + " becomes " + now.definition() + "; " + type));
        } else if (type != null) {
            losses.add(type);
        }
        collation(old, now, losses);
        if (old.nullable() && !now.nullable()) {
            losses.add("rows with NULL are refused or changed");
        }
        generated(old, now, losses);
        if (!Objects.equals(old.srid(), now.srid()) && now.srid() != null) {
            losses.add("values of another SRID are refused");
        }
        String numbers = TextComparison.numbers(old.type(), now.type());
        Effect effect = !losses.isEmpty()
                ? Effect.LOSS
                : old.autoIncrement() && !now.autoIncrement()
                        ? Effect.REMOVAL
                        : numbers != null ? Effect.MEANING : Effect.CHANGE;
        String why =
                switch (effect) {
                    case LOSS -> String.join("; ", losses);
                    case REMOVAL -> "ids are no longer given";
                    case MEANING -> numbers;
                    default -> "";
                };
        found.add(Difference.changed(effect, subject(now), describe(old, now), describe(now, old), why));
    }

    /** What is different, with the type; all of it where that is the same. */
    private static String describe(ColumnDefinition column, ColumnDefinition other) {
        StringBuilder out = new StringBuilder(column.type().toString());
        if (!Objects.equals(column.charset(), other.charset())) {
            out.append(column.charset() == null ? "" : " CHARACTER SET " + column.charset());
        }
        if (!Objects.equals(column.collation(), other.collation())) {
            out.append(column.collation() == null ? "" : " COLLATE " + column.collation());
        }
        if (column.nullable() != other.nullable()) {
            out.append(column.nullable() ? " NULL" : " NOT NULL");
        }
        if (!Objects.equals(column.generated(), other.generated()) || column.stored() != other.stored()) {
            out.append(
                    column.generated() == null
                            ? " not generated"
                            : " generated as (" + column.generated() + ")"
                                    + (column.stored() ? " STORED" : " VIRTUAL"));
        }
        return out.toString().equals(column.type().toString()) && column.type().equals(other.type())
                ? column.definition()
                : out.toString();
    }

    private void collation(ColumnDefinition old, ColumnDefinition now, List<String> losses) {
        if (old.collation() == null
                || now.collation() == null
                || old.collation().equals(now.collation())) {
            return;
        }
        String merged = Charsets.merges(old.collation(), now.collation());
        boolean unique = isUnique(now);
        if (merged != null) {
            losses.add(merged + (unique ? ", and the column is in a unique key: rows are lost or refused" : ""));
        } else if (unique && !isBinary(now.collation())) {
            losses.add("other values may be equal by the new collation, and the column is in a unique key: rows may be"
                    + " lost or refused");
        }
    }

    private static boolean isBinary(String collation) {
        return collation.equals("binary") || collation.endsWith("_bin");
    }

    private boolean isUnique(ColumnDefinition column) {
        return KeyComparison.unique(after).stream()
                .flatMap(key -> key.parts().stream())
                .anyMatch(part -> column.name().equalsIgnoreCase(part.column()));
    }

    private static void generated(ColumnDefinition old, ColumnDefinition now, List<String> losses) {
        if (now.generated() == null) {
            if (old.generated() != null && !old.stored()) {
                losses.add("its values are not stored, so it is not sure that they stay");
            }
        } else if (old.generated() == null) {
            losses.add("the stored values are replaced by computed ones");
        } else if (!old.generated().equals(now.generated())) {
            losses.add("all values are computed anew");
        } else if (old.stored() && !now.stored()) {
            losses.add("the stored values are dropped");
        }
    }
}
