package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.List;

/**
 * Parses one DDL statement and finds what it does to a table: by comparison where the table's definition is known,
 * otherwise from the statement alone.
 */
public final class StatementReader {
    /**
     * What a statement does.
     *
     * @param keyspace that the statement names before the table's name; null for none
     * @param table whose definition it changes, as the statement names it
     * @param other another table that it concerns, as {@code keyspace.table} or {@code table}; null for none
     * @param view whether it is about a view
     * @param differences empty for nothing
     * @param after the table when it is done; null where it is gone, or not known
     */
    public record Reading(
            String keyspace,
            String table,
            String other,
            boolean view,
            List<Difference> differences,
            TableDefinition after) {
        public Reading {
            differences = List.copyOf(differences);
        }

        static Reading of(SqlCursor.Name name, List<Difference> differences, TableDefinition after) {
            return new Reading(name.qualifier(), name.last(), null, false, differences, after);
        }

        Reading ofView() {
            return new Reading(keyspace, table, other, true, differences, after);
        }

        Reading with(SqlCursor.Name another) {
            return new Reading(keyspace, table, another == null ? other : another.toString(), view, differences, after);
        }
    }

    private StatementReader() {}

    /**
     * Reads CREATE TABLE, ALTER TABLE, DROP TABLE, RENAME TABLE, CREATE or DROP INDEX, CREATE, ALTER or DROP VIEW.
     *
     * @param target the table as it is; null where that is not known
     * @throws UnreadableSqlException for any other statement, and for anything in it that is not understood
     */
    public static Reading read(String statement, TableDefinition target) throws UnreadableSqlException {
        SqlCursor in = new SqlCursor(statement);
        Reading reading;
        if (in.sees("CREATE", "TABLE")) {
            TableDefinition made = SchemaReader.read(statement);
            in.take("CREATE", "TABLE");
            in.take("IF", "NOT", "EXISTS");
            return Reading.of(in.fullName(), SchemaComparison.of(target, made), made);
        } else if (in.take("ALTER", "TABLE")) {
            reading = new AlterReader(in, in.fullName(), target).read();
        } else if (in.take("DROP", "TABLE") || in.sees("DROP", "TEMPORARY")) {
            return dropped(in, target);
        } else if (in.take("RENAME", "TABLE")) {
            SqlCursor.Name table = in.fullName();
            in.expect("TO");
            SqlCursor.Name renamed = in.fullName();
            reading = Reading.of(table, List.of(renamed(table.last())), null).with(renamed);
        } else if (in.take("TRUNCATE")) {
            in.take("TABLE");
            reading = Reading.of(
                    in.fullName(),
                    List.of(new Difference(Effect.LOSS, "table", "", "", "all rows are deleted")),
                    target);
        } else if (in.seesAny("CREATE", "DROP") && indexAhead(in)) {
            return index(in, target);
        } else {
            return view(in, statement, target);
        }
        end(in);
        return reading;
    }

    static Difference renamed(String table) {
        return new Difference(
                Effect.REMOVAL, "table", table, "", "the table gets another name, under which programs do not look");
    }

    private static void end(SqlCursor in) throws UnreadableSqlException {
        in.take(";");
        if (!in.isEnd()) {
            throw in.unexpected("the end of the statement");
        }
    }

    private static Reading dropped(SqlCursor in, TableDefinition target) throws UnreadableSqlException {
        in.take("IF", "EXISTS");
        SqlCursor.Name table = in.fullName();
        in.takeAny("RESTRICT", "CASCADE");
        end(in);
        return Reading.of(
                table, SchemaComparison.of(target == null ? new TableDefinition(table.last()) : target, null), null);
    }

    private static boolean indexAhead(SqlCursor in) {
        int at = in.peek(1).is("UNIQUE")
                        || in.peek(1).is("FULLTEXT")
                        || in.peek(1).is("SPATIAL")
                ? 2
                : 1;
        return in.peek(at).is("INDEX");
    }

    private static Reading index(SqlCursor in, TableDefinition target) throws UnreadableSqlException {
        if (in.take("DROP")) {
            in.next();
            String name = in.name();
            in.expect("ON");
            AlterReader alter = new AlterReader(in, in.fullName(), target);
            alter.dropKey(name);
            algorithm(in);
            end(in);
            return alter.reading();
        }
        in.next();
        StringBuilder element = new StringBuilder();
        while (!in.sees("ON")) {
            if (in.isEnd()) {
                throw in.unexpected("\"ON\"");
            }
            element.append(in.next().canonical()).append(' ');
        }
        in.next();
        SqlCursor.Name table = in.fullName();
        while (!in.isEnd() && !in.seesAny("ALGORITHM", "LOCK", ";")) {
            element.append(in.next().canonical()).append(' ');
        }
        algorithm(in);
        end(in);
        SqlCursor added = new SqlCursor("ADD " + element);
        Reading reading = new AlterReader(added, table, target).read();
        end(added);
        return reading;
    }

    private static void algorithm(SqlCursor in) throws UnreadableSqlException {
        while (in.takeAny("ALGORITHM", "LOCK")) {
            in.take("=");
            in.name();
        }
    }

    private static Reading view(SqlCursor in, String statement, TableDefinition target) throws UnreadableSqlException {
        if (in.take("DROP", "VIEW")) {
            in.take("IF", "EXISTS");
            SqlCursor.Name view = in.fullName();
            in.takeAny("RESTRICT", "CASCADE");
            end(in);
            Difference gone = Difference.removed(Effect.REMOVAL, "view", "", "");
            return Reading.of(
                            view,
                            target == null || target.isView() ? List.of(gone) : SchemaComparison.of(target, null),
                            null)
                    .ofView();
        }
        boolean alters = in.take("ALTER");
        if (!alters && !in.take("CREATE")) {
            throw in.unexpected("a statement that changes a table");
        }
        boolean replaces = !alters && in.take("OR", "REPLACE");
        SqlCursor.Name name = viewName(in.fork());
        TableDefinition made = SchemaReader.view(in);
        List<Difference> differences = target == null && (alters || replaces)
                ? List.of(new Difference(Effect.REMOVAL, "view", "", "", "the query of the view changes"))
                : SchemaComparison.of(target, made);
        return Reading.of(name, differences, made).ofView();
    }

    private static SqlCursor.Name viewName(SqlCursor in) throws UnreadableSqlException {
        while (!in.isEnd() && !in.take("VIEW")) {
            in.next();
        }
        return in.fullName();
    }
}
