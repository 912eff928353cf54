package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import io.jenkins.plugins.planetscale.release.schema.PartitionComparison.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the clauses of an ALTER TABLE: does them to the table's definition where it is known, or takes down what each
 * does where it is not.
 */
final class AlterReader {
    private final SqlCursor in;
    private final String name;
    private final TableDefinition target;
    private final TableDefinition before;
    private final TableDefinition after;
    private final boolean known;
    private final List<Difference> found = new ArrayList<>();
    private final SqlCursor.Name fullName;
    private final Set<String> dropped = new HashSet<>();
    private SqlCursor.Name renamed;
    /** Whether rows are spread anew, rather than dropped with their partition. */
    private boolean spread;

    AlterReader(SqlCursor in, SqlCursor.Name fullName, TableDefinition target) {
        this.in = in;
        this.fullName = fullName;
        name = fullName.last();
        this.target = target;
        known = target != null;
        before = known ? target.copy() : new TableDefinition(name);
        after = known ? target.copy() : new TableDefinition(name);
    }

    StatementReader.Reading read() throws UnreadableSqlException {
        SqlCursor start = in.fork();
        clauses();
        if (!known || after.collation().equals(target.collation())) {
            return reading();
        }
        // the character set that the table gets holds for the columns of the statement, wherever in it it stands
        AlterReader again = new AlterReader(start, fullName, target);
        again.after.text(after.charset(), after.collation());
        again.clauses();
        return again.reading();
    }

    private void clauses() throws UnreadableSqlException {
        do {
            if (!in.isEnd() && !in.sees(";")) {
                clause();
            }
        } while (in.take(",") || !in.isEnd() && !in.sees(";"));
    }

    StatementReader.Reading reading() {
        if (known) {
            dropped.forEach(after::removeFromKeys);
        }
        after.settle();
        List<Difference> all = new ArrayList<>(found);
        if (known) {
            all.addAll(SchemaComparison.of(before, after, spread ? Way.SPREAD : Way.DROPPED));
        }
        return StatementReader.Reading.of(fullName, all, known && renamed == null ? after : null)
                .with(renamed);
    }

    private void clause() throws UnreadableSqlException {
        if (in.take("ADD")) {
            add();
        } else if (in.take("DROP")) {
            drop();
        } else if (in.take("MODIFY")) {
            in.take("COLUMN");
            String column = in.name();
            redefine(column, column);
        } else if (in.take("CHANGE")) {
            in.take("COLUMN");
            redefine(in.name(), in.name());
        } else if (in.take("ALTER")) {
            alter();
        } else if (in.take("RENAME")) {
            rename();
        } else if (in.take("CONVERT")) {
            in.expect("TO");
            convert();
        } else if (in.take("ORDER", "BY")) {
            while (!in.isEnd() && !in.sees(";")) {
                in.next();
            }
        } else if (in.takeAny("ALGORITHM", "LOCK")) {
            in.take("=");
            in.name();
        } else if (in.take("FORCE")) {
            return;
        } else if (in.takeAny("ENABLE", "DISABLE")) {
            in.expect("KEYS");
        } else {
            partitionsOrOption();
        }
    }

    private void add() throws UnreadableSqlException {
        if (in.take("PARTITION")) {
            if (in.take("PARTITIONS")) {
                in.number();
                note(Effect.CHANGE, "partitions", "partitions are added");
                return;
            }
            var added = Partitioning.list(in);
            if (after.partitioning() != null) {
                for (String partition : added.keySet()) {
                    if (after.partitioning().values(partition) != null) {
                        there("partition", partition);
                    } else if (before.partitioning().values(partition) != null) {
                        note(
                                Effect.LOSS,
                                "partition " + partition,
                                "partition " + partition
                                        + " is dropped, and added anew by the same statement: its rows go");
                    }
                }
                after.partitioning(after.partitioning().with(added));
            } else {
                added.forEach((partition, values) -> found.add(Difference.added("partition " + partition, values)));
            }
            return;
        }
        if (ElementReader.isNext(in)) {
            element();
            return;
        }
        in.take("COLUMN");
        if (in.take("(")) {
            do {
                if (ElementReader.isNext(in)) {
                    element();
                } else {
                    addColumn(in.name());
                }
            } while (in.take(","));
            in.expect(")");
        } else {
            addColumn(in.name());
        }
    }

    private void addColumn(String column) throws UnreadableSqlException {
        TableDefinition elements = new TableDefinition(name);
        ColumnDefinition made = ColumnReader.read(in, known ? after : elements, column);
        if (known && after.column(column) != null) {
            there("column", column);
        } else if (known && dropped.contains(SqlText.lower(column))) {
            madeAnew(made);
        }
        place(made, null);
        if (!known) {
            found.add(Difference.added(ColumnComparison.subject(made), made.definition()));
            new KeyComparison(new TableDefinition(name), elements, found).compare();
        }
    }

    private void place(ColumnDefinition column, String former) throws UnreadableSqlException {
        boolean first = in.take("FIRST");
        String behind = !first && in.take("AFTER") ? in.name() : null;
        if (known) {
            after.put(column, former, first, behind);
        }
    }

    private void element() throws UnreadableSqlException {
        if (known) {
            ElementReader.read(in, after);
            return;
        }
        TableDefinition elements = new TableDefinition(name);
        ElementReader.read(in, elements);
        new KeyComparison(new TableDefinition(name), elements, found).compare();
    }

    private void drop() throws UnreadableSqlException {
        if (in.take("PRIMARY", "KEY")) {
            if (!known) {
                note(Effect.LOSS, "primary key", "primary key is dropped");
            }
            after.removePrimaryKey();
        } else if (in.takeAny("KEY", "INDEX")) {
            dropKey(in.name());
        } else if (in.take("FOREIGN", "KEY") || in.take("CHECK") || in.take("CONSTRAINT")) {
            String constraint = in.name();
            boolean there = after.removeConstraint(constraint) || after.removeKey(constraint);
            if (!known) {
                note(Effect.REMOVAL, "constraint " + constraint, "constraint " + constraint + " is dropped");
            } else if (!there) {
                missing("constraint", constraint);
            }
        } else if (in.take("PARTITION")) {
            do {
                dropPartition(in.name());
            } while (in.sees(",") && !in.peek(1).is("DROP") && !in.peek(1).is("ADD") && in.take(","));
        } else {
            in.take("COLUMN");
            String column = in.name();
            if (!known) {
                note(Effect.LOSS, "column " + column, "column " + column + " is dropped");
            } else if (!after.removeColumn(column)) {
                missing("column", column);
            } else {
                dropped.add(SqlText.lower(column));
            }
        }
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

    void dropKey(String key) {
        if (!known) {
            note(Effect.REMOVAL, "key " + key, "key " + key + " is dropped");
        } else if (key.equalsIgnoreCase("PRIMARY")) {
            after.removePrimaryKey();
        } else if (!after.removeKey(key)) {
            missing("key", key);
        }
    }

    private void dropPartition(String partition) {
        if (after.partitioning() == null) {
            note(Effect.LOSS, "partition " + partition, "partition " + partition + " is dropped; its rows go with it");
            return;
        }
        if (after.partitioning().values(partition) == null) {
            missing("partition", partition);
        }
        after.partitioning(after.partitioning().without(partition));
    }

    private void redefine(String from, String to) throws UnreadableSqlException {
        if (known && before.column(from) != null && !from.equalsIgnoreCase(to)) {
            renameColumn(from, to);
        }
        ColumnDefinition made = ColumnReader.read(in, after, to);
        if (known && before.column(to) == null) {
            missing("column", from);
        } else if (!known) {
            found.add(Difference.unclear(
                    "column " + to,
                    "column " + from + " becomes " + (from.equals(to) ? "" : to + " ") + made.definition()
                            + ", and it is not known what it is now"));
        }
        place(made, known ? to : null);
    }

    private void alter() throws UnreadableSqlException {
        if (in.takeAny("INDEX", "CHECK", "CONSTRAINT")) {
            String object = in.name();
            boolean not = in.take("NOT");
            boolean enforced = in.take("ENFORCED");
            if (!enforced && !in.takeAny("VISIBLE", "INVISIBLE")) {
                throw in.unexpected("VISIBLE, INVISIBLE or ENFORCED");
            }
            Constraint constraint = after.constraint(object);
            if (constraint != null && enforced) {
                after.removeConstraint(object);
                after.put(constraint.enforced(!not));
            } else {
                note(enforced && !not ? Effect.FAILURE : Effect.CHANGE, object, object + " is altered");
            }
            return;
        }
        in.take("COLUMN");
        String column = in.name();
        ColumnDefinition old = after.column(column);
        if (in.take("SET", "DEFAULT")) {
            String value = ColumnReader.defaultValue(in);
            set(column, old == null ? null : old.withDefault(value));
        } else if (in.take("DROP", "DEFAULT")) {
            set(column, old == null ? null : old.withDefault(null));
        } else if (in.take("SET", "INVISIBLE")) {
            set(column, old == null ? null : old.visible(false));
        } else if (in.take("SET", "VISIBLE")) {
            set(column, old == null ? null : old.visible(true));
        } else {
            throw in.unexpected("SET or DROP DEFAULT");
        }
    }

    private void set(String column, ColumnDefinition changed) {
        if (changed != null) {
            after.put(changed);
        } else if (known) {
            missing("column", column);
        } else {
            note(Effect.CHANGE, "column " + column, "column " + column + " gets another default");
        }
    }

    private void rename() throws UnreadableSqlException {
        if (in.take("COLUMN")) {
            String from = in.name();
            in.expect("TO");
            String to = in.name();
            if (known && before.column(from) == null) {
                missing("column", from);
            }
            renameColumn(from, to);
        } else if (in.takeAny("INDEX", "KEY")) {
            String from = in.name();
            in.expect("TO");
            String to = in.name();
            KeyDefinition key = after.key(from);
            if (key != null) {
                after.removeKey(from);
                after.put(key.named(to));
            }
        } else {
            in.takeAny("TO", "AS");
            renamed = in.fullName();
            found.add(StatementReader.renamed(name));
        }
    }

    private void renameColumn(String from, String to) {
        ColumnDefinition taken = known && !from.equalsIgnoreCase(to) ? before.column(to) : null;
        if (taken != null && dropped.remove(SqlText.lower(to))) {
            found.add(Difference.removed(
                    Effect.LOSS,
                    ColumnComparison.subject(taken),
                    taken.definition(),
                    ", and " + from + " takes its name"));
            before.removeColumn(to);
        } else if (taken != null) {
            there("column", to);
        }
        before.renameColumn(from, to);
        after.renameColumn(from, to);
        note(Effect.REMOVAL, "column " + from, "column " + from + " is renamed to " + to);
    }

    private void convert() throws UnreadableSqlException {
        if (!in.take("CHARSET")) {
            in.expect("CHARACTER");
            in.expect("SET");
        }
        String charset = Charsets.name(in.name());
        String collation = in.take("COLLATE") ? Charsets.collation(in.name()) : Charsets.defaultCollation(charset);
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

    private void partitionsOrOption() throws UnreadableSqlException {
        if (in.take("PARTITION", "BY")) {
            after.partitioning(Partitioning.read(in));
            spread = true;
            if (!known) {
                note(Effect.UNCLEAR, "partitions", "the table is spread over partitions in another way");
            }
        } else if (in.take("REMOVE", "PARTITIONING")) {
            after.partitioning(null);
        } else if (in.take("REORGANIZE", "PARTITION")) {
            reorganize();
        } else if (in.take("COALESCE", "PARTITION")) {
            in.number();
            note(Effect.CHANGE, "partitions", "the rows go to fewer partitions");
        } else if (in.sees("TRUNCATE", "PARTITION") || in.sees("DISCARD") || in.sees("EXCHANGE")) {
            note(Effect.LOSS, "partitions", "rows are deleted by " + in.peek().text() + " …");
            rest();
        } else if (in.seesAny("REBUILD", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR", "IMPORT")) {
            note(
                    Effect.UNCLEAR,
                    "partitions",
                    "it is not known what " + in.peek().text() + " … does to the rows");
            rest();
        } else if (known) {
            SchemaReader.option(in, after);
        } else {
            TableDefinition options = new TableDefinition(name);
            SchemaReader.option(in, options);
            options.options()
                    .forEach((key, value) -> note(
                            key.equals("engine") && !value.equals("innodb") ? Effect.LOSS : Effect.CHANGE,
                            "option " + key,
                            "option " + key + " becomes " + value));
        }
    }

    private void reorganize() throws UnreadableSqlException {
        List<String> gone = new ArrayList<>();
        while (!in.isEnd() && !in.sees("INTO")) {
            gone.add(in.name());
            in.take(",");
        }
        in.expect("INTO");
        var made = Partitioning.list(in);
        if (after.partitioning() == null) {
            note(known ? Effect.UNCLEAR : Effect.CHANGE, "partitions", "the rows of partitions go to other ones");
            return;
        }
        spread = true;
        for (String partition : gone) {
            if (after.partitioning().values(partition) == null) {
                missing("partition", partition);
            }
        }
        after.partitioning(after.partitioning().replaced(gone, made));
    }

    private void rest() {
        while (!in.isEnd() && !in.sees(";")) {
            in.next();
        }
    }

    private void missing(String kind, String missing) {
        found.add(Difference.unclear(
                kind + " " + missing,
                kind + " " + missing + " is changed, but the table that is read has no such " + kind));
    }

    private void there(String kind, String name) {
        found.add(Difference.unclear(
                kind + " " + name, kind + " " + name + " is added, but the table that is read has such a " + kind));
    }

    private void note(Effect effect, String subject, String text) {
        found.add(new Difference(effect, subject, "", "", text));
    }
}
