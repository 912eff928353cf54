package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one DDL statement and says what it does to a table: by comparison where the table's definition is known, from
 * the statement alone where it is not.
 */
public final class StatementReader {
    /**
     * What a statement does.
     *
     * @param table whose definition it changes, as the statement names it
     * @param differences empty for nothing
     */
    public record Reading(String table, List<Difference> differences) {
        public Reading {
            differences = List.copyOf(differences);
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
            return new Reading(made.name(), SchemaComparison.of(target, made));
        } else if (in.take("ALTER", "TABLE")) {
            AlterReader alter = new AlterReader(in, in.lastName(), target);
            reading = alter.read();
        } else if (in.take("DROP", "TABLE") || in.sees("DROP", "TEMPORARY")) {
            return dropped(in, target);
        } else if (in.take("RENAME", "TABLE")) {
            String table = in.lastName();
            in.expect("TO");
            in.lastName();
            reading = new Reading(table, List.of(renamed(table)));
        } else if (in.take("TRUNCATE")) {
            in.take("TABLE");
            reading = new Reading(
                    in.lastName(), List.of(new Difference(Effect.LOSS, "table", "", "", "all rows are deleted")));
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
        String table = in.lastName();
        in.takeAny("RESTRICT", "CASCADE");
        end(in);
        return new Reading(table, SchemaComparison.of(target == null ? new TableDefinition(table) : target, null));
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
            String table = in.lastName();
            AlterReader alter = new AlterReader(in, table, target);
            alter.dropKey(name);
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
        String table = in.lastName();
        while (!in.isEnd() && !in.seesAny("ALGORITHM", "LOCK")) {
            element.append(in.next().canonical()).append(' ');
        }
        while (!in.isEnd()) {
            in.next();
        }
        AlterReader alter = new AlterReader(new SqlCursor("ADD " + element), table, target);
        return alter.read();
    }

    private static Reading view(SqlCursor in, String statement, TableDefinition target) throws UnreadableSqlException {
        if (in.take("DROP", "VIEW")) {
            in.take("IF", "EXISTS");
            String view = in.lastName();
            in.takeAny("RESTRICT", "CASCADE");
            end(in);
            return new Reading(view, List.of(Difference.removed(Effect.REMOVAL, "view", "", "")));
        }
        if (in.take("ALTER")) {
            while (!in.isEnd() && !in.sees("VIEW")) {
                in.next();
            }
            in.expect("VIEW");
            String view = in.lastName();
            return new Reading(
                    view, List.of(new Difference(Effect.REMOVAL, "view", "", "", "the query of the view changes")));
        }
        if (!in.sees("CREATE")) {
            throw in.unexpected("a statement that changes a table");
        }
        TableDefinition made = SchemaReader.read(statement);
        List<Difference> differences = new ArrayList<>(SchemaComparison.of(target, made));
        return new Reading(made.name(), differences);
    }
}
