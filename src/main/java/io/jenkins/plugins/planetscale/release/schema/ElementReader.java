package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.List;

/** Parses the keys and constraints of a table. */
final class ElementReader {
    private ElementReader() {}

    static boolean isNext(SqlCursor in) {
        return in.seesAny("PRIMARY", "UNIQUE", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "CONSTRAINT", "FOREIGN", "CHECK")
                || in.sees("VECTOR", "KEY")
                || in.sees("VECTOR", "INDEX");
    }

    /** Reads one into the table; PRIMARY, UNIQUE … come next. */
    static void read(SqlCursor in, TableDefinition table) throws UnreadableSqlException {
        String name = null;
        if (in.take("CONSTRAINT") && !in.seesAny("PRIMARY", "UNIQUE", "FOREIGN", "CHECK")) {
            name = in.name();
        }
        if (in.take("FOREIGN", "KEY")) {
            if (!in.sees("(")) {
                String index = in.name();
                name = name == null ? index : name;
            }
            String columns = "(" + SqlText.joined(in.group()) + ")";
            table.put(new Constraint(Constraint.Kind.FOREIGN_KEY, name, columns + " " + references(in), true));
        } else if (in.take("CHECK")) {
            table.put(check(in, name));
        } else {
            key(in, name, table);
        }
    }

    /** Behind the word CHECK. */
    static Constraint check(SqlCursor in, String name) throws UnreadableSqlException {
        String text = in.expression();
        boolean enforced = !in.take("NOT", "ENFORCED");
        in.take("ENFORCED");
        return new Constraint(Constraint.Kind.CHECK, name, text, enforced);
    }

    static String references(SqlCursor in) throws UnreadableSqlException {
        in.expect("REFERENCES");
        StringBuilder out = new StringBuilder("REFERENCES ").append(referenced(in.fullName()));
        if (in.sees("(")) {
            out.append(" (").append(SqlText.joined(in.group())).append(')');
        }
        if (in.take("MATCH")) {
            in.name();
        }
        String onDelete = "";
        String onUpdate = "";
        while (in.sees("ON", "DELETE") || in.sees("ON", "UPDATE")) {
            in.next();
            boolean delete = in.next().is("DELETE");
            String action = action(in);
            onDelete = delete ? action : onDelete;
            onUpdate = delete ? onUpdate : action;
        }
        return out.append(onDelete.isEmpty() ? "" : " ON DELETE " + onDelete)
                .append(onUpdate.isEmpty() ? "" : " ON UPDATE " + onUpdate)
                .toString();
    }

    private static String referenced(SqlCursor.Name table) {
        return (table.qualifier() == null ? "" : SqlText.quoted(table.qualifier()) + ".")
                + SqlText.quoted(table.last());
    }

    /** Empty for what is the default. */
    private static String action(SqlCursor in) throws UnreadableSqlException {
        if (in.take("CASCADE")) {
            return "CASCADE";
        }
        if (in.take("SET", "NULL")) {
            return "SET NULL";
        }
        if (in.take("SET", "DEFAULT")) {
            return "SET DEFAULT";
        }
        if (in.take("RESTRICT") || in.take("NO", "ACTION")) {
            return "";
        }
        throw in.unexpected("what a foreign key does");
    }

    private static void key(SqlCursor in, String constraint, TableDefinition table) throws UnreadableSqlException {
        KeyDefinition.Kind kind = kind(in);
        String name = constraint;
        StringBuilder options = new StringBuilder();
        if (!in.sees("(") && !in.sees("USING")) {
            name = in.name();
        }
        options(in, options);
        List<KeyDefinition.Part> parts = parts(in);
        options(in, options);
        if (kind == KeyDefinition.Kind.PRIMARY) {
            name = null;
        } else if (name == null) {
            name = parts.get(0).column();
        }
        table.put(new KeyDefinition(kind, name, parts, options.toString()));
    }

    private static KeyDefinition.Kind kind(SqlCursor in) throws UnreadableSqlException {
        if (in.take("PRIMARY")) {
            in.expect("KEY");
            return KeyDefinition.Kind.PRIMARY;
        }
        KeyDefinition.Kind kind = in.take("UNIQUE")
                ? KeyDefinition.Kind.UNIQUE
                : in.take("FULLTEXT")
                        ? KeyDefinition.Kind.FULLTEXT
                        : in.take("SPATIAL")
                                ? KeyDefinition.Kind.SPATIAL
                                : in.take("VECTOR") ? KeyDefinition.Kind.VECTOR : KeyDefinition.Kind.INDEX;
        if (!in.takeAny("KEY", "INDEX") && kind == KeyDefinition.Kind.INDEX) {
            throw in.unexpected("a key");
        }
        return kind;
    }

    private static List<KeyDefinition.Part> parts(SqlCursor in) throws UnreadableSqlException {
        List<KeyDefinition.Part> parts = new ArrayList<>();
        in.expect("(");
        do {
            String expression = in.sees("(") ? in.expression() : null;
            String column = expression == null ? in.name() : null;
            int length = 0;
            if (in.take("(")) {
                length = in.number();
                in.expect(")");
            }
            boolean descending = in.take("DESC");
            in.take("ASC");
            parts.add(new KeyDefinition.Part(column, expression, length, descending));
        } while (in.takeAnother(SqlCursor.MOST_ELEMENTS));
        in.expect(")");
        return parts;
    }

    private static void options(SqlCursor in, StringBuilder out) throws UnreadableSqlException {
        for (; ; ) {
            String option = null;
            if (in.take("USING")) {
                String method = SqlText.lower(in.name());
                option = method.equals("btree") ? "" : "USING " + method;
            } else if (in.take("KEY_BLOCK_SIZE")) {
                in.take("=");
                in.number();
                option = "";
            } else if (in.take("COMMENT")) {
                option = "COMMENT " + SqlText.string(in.string());
            } else if (in.take("WITH", "PARSER")) {
                option = "WITH PARSER " + SqlText.quoted(in.name());
            } else if (in.takeAny("ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE")) {
                in.take("=");
                option = "SECONDARY_ENGINE_ATTRIBUTE=" + SqlText.string(in.string());
            } else if (in.take("INVISIBLE")) {
                option = "INVISIBLE";
            } else if (in.take("VISIBLE")) {
                option = "";
            }
            if (option == null) {
                return;
            }
            out.append(out.isEmpty() || option.isEmpty() ? "" : " ").append(option);
        }
    }
}
