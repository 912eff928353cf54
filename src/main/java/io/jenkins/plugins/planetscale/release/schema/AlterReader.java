package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.List;

/** Parses the clauses of an ALTER TABLE, and applies them to an {@linkplain AlteredTable altered table}. */
final class AlterReader {
    private final SqlCursor in;
    private final SqlCursor.Name name;
    private final TableDefinition target;
    private final AlteredTable table;
    private final TableDefinition after;
    private final PartitionClauseReader partitions;
    private SqlCursor.Name renamed;

    /** @param target null where the table is not known */
    AlterReader(SqlCursor in, SqlCursor.Name name, TableDefinition target) {
        this.in = in;
        this.name = name;
        this.target = target;
        table = new AlteredTable(name.last(), target);
        after = table.after();
        partitions = new PartitionClauseReader(in, table);
    }

    StatementReader.Reading read() throws UnreadableSqlException {
        if (target != null && target.columns().size() > SqlCursor.MOST_ELEMENTS) {
            throw new UnreadableSqlException("the table has more than " + SqlCursor.MOST_ELEMENTS + " columns");
        }
        SqlCursor start = in.fork();
        clauses();
        if (!table.isKnown() || after.collation().equals(target.collation())) {
            return reading();
        }
        // the character set that the table gets holds for the columns of the statement, wherever in it it stands
        AlterReader again = new AlterReader(start, name, target);
        again.after.text(after.charset(), after.collation());
        again.clauses();
        return again.reading();
    }

    private void clauses() throws UnreadableSqlException {
        do {
            if (!in.isEnd() && !in.sees(";")) {
                clause();
            }
        } while (in.takeAnother(SqlCursor.MOST_ELEMENTS) || !in.isEnd() && !in.sees(";"));
    }

    StatementReader.Reading reading() {
        List<Difference> differences = table.differences(partitions.way());
        return StatementReader.Reading.of(name, differences, table.isKnown() && renamed == null ? after : null)
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
        } else if (!partitions.read()) {
            option();
        }
    }

    private void add() throws UnreadableSqlException {
        if (in.take("PARTITION")) {
            partitions.add();
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
            } while (in.takeAnother(SqlCursor.MOST_ELEMENTS));
            in.expect(")");
        } else {
            addColumn(in.name());
        }
    }

    private void addColumn(String column) throws UnreadableSqlException {
        TableDefinition additions = table.additions();
        ColumnDefinition made = ColumnReader.read(in, additions, column);
        boolean first = in.take("FIRST");
        table.addColumn(made, additions, first, behind(first));
    }

    /** The column behind which another one is put; null where that is not said. */
    private String behind(boolean first) throws UnreadableSqlException {
        return !first && in.take("AFTER") ? in.name() : null;
    }

    private void element() throws UnreadableSqlException {
        TableDefinition additions = table.additions();
        ElementReader.read(in, additions);
        table.added(additions);
    }

    private void drop() throws UnreadableSqlException {
        if (in.take("PRIMARY", "KEY")) {
            table.dropPrimaryKey();
        } else if (in.takeAny("KEY", "INDEX")) {
            table.dropKey(in.name());
        } else if (in.take("FOREIGN", "KEY") || in.take("CHECK") || in.take("CONSTRAINT")) {
            table.dropConstraint(in.name());
        } else if (in.take("PARTITION")) {
            partitions.drop();
        } else {
            in.take("COLUMN");
            table.dropColumn(in.name());
        }
    }

    void dropKey(String key) {
        table.dropKey(key);
    }

    private void redefine(String from, String to) throws UnreadableSqlException {
        table.nameAnew(from, to);
        ColumnDefinition made = ColumnReader.read(in, after, to);
        boolean first = in.take("FIRST");
        table.redefine(from, made, first, behind(first));
    }

    private void alter() throws UnreadableSqlException {
        if (in.takeAny("INDEX", "CHECK", "CONSTRAINT")) {
            String object = in.name();
            boolean not = in.take("NOT");
            boolean enforced = in.take("ENFORCED");
            if (!enforced && !in.takeAny("VISIBLE", "INVISIBLE")) {
                throw in.unexpected("VISIBLE, INVISIBLE or ENFORCED");
            }
            table.alterKeyOrConstraint(object, enforced ? !not : null);
            return;
        }
        in.take("COLUMN");
        String column = in.name();
        ColumnDefinition old = after.column(column);
        if (in.take("SET", "DEFAULT")) {
            String value = ColumnReader.defaultValue(in);
            table.set(column, old == null ? null : old.withDefault(value));
        } else if (in.take("DROP", "DEFAULT")) {
            table.set(column, old == null ? null : old.withDefault(null));
        } else if (in.take("SET", "INVISIBLE")) {
            table.set(column, old == null ? null : old.visible(false));
        } else if (in.take("SET", "VISIBLE")) {
            table.set(column, old == null ? null : old.visible(true));
        } else {
            throw in.unexpected("SET or DROP DEFAULT");
        }
    }

    private void rename() throws UnreadableSqlException {
        if (in.take("COLUMN")) {
            String from = in.name();
            in.expect("TO");
            String to = in.name();
            table.renameColumn(from, to);
        } else if (in.takeAny("INDEX", "KEY")) {
            String from = in.name();
            in.expect("TO");
            String to = in.name();
            table.renameKey(from, to);
        } else {
            in.takeAny("TO", "AS");
            renamed = in.fullName();
            table.note(StatementReader.renamed(name.last()));
        }
    }

    private void convert() throws UnreadableSqlException {
        if (!in.take("CHARSET")) {
            in.expect("CHARACTER");
            in.expect("SET");
        }
        String charset = Charsets.name(in.name());
        String collation = in.take("COLLATE") ? Charsets.collation(in.name()) : Charsets.defaultCollation(charset);
        table.convert(charset, collation);
    }

    private void option() throws UnreadableSqlException {
        if (table.isKnown()) {
            SchemaReader.option(in, after);
            return;
        }
        TableDefinition options = table.additions();
        SchemaReader.option(in, options);
        options.options()
                .forEach((key, value) -> table.note(
                        key.equals("engine") && !value.equals("innodb") ? Effect.LOSS : Effect.CHANGE,
                        "option " + key,
                        "option " + key + " becomes " + value));
    }
}
