package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses a column definition after the column's name. */
final class ColumnReader {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"),
            Map.entry("int8", "bigint"),
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("dec", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("real", "double"),
            Map.entry("float4", "float"),
            Map.entry("float8", "double"),
            Map.entry("character", "char"),
            Map.entry("varcharacter", "varchar"),
            Map.entry("nchar", "char"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("long", "mediumtext"),
            Map.entry("geomcollection", "geometrycollection"));
    static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    private final SqlCursor in;
    private final TableDefinition table;
    private final String name;
    private String charset;
    private String collation;
    private boolean binary;
    private Boolean nullable;
    private String defaultValue;
    private String onUpdate;
    private boolean autoIncrement;
    private String generated;
    private boolean stored;
    private Integer srid;
    private boolean invisible;
    private String comment;

    /** @param table whose character set holds, and that gets what the column says of keys and constraints */
    private ColumnReader(SqlCursor in, TableDefinition table, String name) {
        this.in = in;
        this.table = table;
        this.name = name;
    }

    static ColumnDefinition read(SqlCursor in, TableDefinition table, String name) throws UnreadableSqlException {
        return new ColumnReader(in, table, name).read();
    }

    private ColumnDefinition read() throws UnreadableSqlException {
        ColumnType type = type();
        while (!in.isEnd()
                && !in.sees(",")
                && !in.sees(")")
                && !in.sees(";")
                && !in.sees("FIRST")
                && !in.sees("AFTER")) {
            attribute();
        }
        text(type.name());
        boolean isNullable = nullable == null || nullable;
        boolean plainNull = "null".equals(defaultValue) && isNullable;
        return new ColumnDefinition(
                name,
                type,
                charset,
                collation,
                isNullable,
                plainNull ? null : defaultValue,
                onUpdate,
                autoIncrement,
                generated,
                stored,
                srid,
                invisible,
                comment);
    }

    private ColumnType type() throws UnreadableSqlException {
        if (in.peek().kind() != SqlToken.Kind.WORD) {
            throw in.unexpected("a type");
        }
        String word = SqlText.lower(in.next().text());
        if (word.equals("national")) {
            word = "n" + SqlText.lower(in.next().text());
        }
        if (word.equals("nchar") || word.equals("nvarchar")) {
            charset = "utf8mb3";
        }
        if (word.equals("serial")) {
            nullable = false;
            autoIncrement = true;
            table.put(new KeyDefinition(KeyDefinition.Kind.UNIQUE, name, List.of(part()), ""));
            return new ColumnType("bigint", List.of(), List.of(), true, false);
        }
        in.take("PRECISION");
        boolean varying = in.take("VARYING");
        boolean isBool = word.equals("bool") || word.equals("boolean");
        String base = varying ? "varchar" : SYNONYMS.getOrDefault(word, word);
        List<Integer> sizes = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (in.take("(")) {
            do {
                if (in.peek().kind() == SqlToken.Kind.STRING) {
                    values.add(in.string());
                } else {
                    sizes.add(in.number());
                }
            } while (in.take(","));
            in.expect(")");
        }
        if (isBool) {
            sizes.add(1);
        }
        boolean unsigned = false;
        boolean zerofill = false;
        for (; ; ) {
            if (in.take("UNSIGNED")) {
                unsigned = true;
            } else if (in.take("ZEROFILL")) {
                unsigned = true;
                zerofill = true;
            } else if (!in.take("SIGNED")) {
                break;
            }
        }
        return new ColumnType(base, sizes, values, unsigned, zerofill);
    }

    private KeyDefinition.Part part() {
        return new KeyDefinition.Part(name, null, 0, false);
    }

    private void attribute() throws UnreadableSqlException {
        if (in.take("CHARACTER", "SET") || in.take("CHARSET")) {
            charset = Charsets.name(in.name());
        } else if (in.take("COLLATE")) {
            collation = Charsets.collation(in.name());
        } else if (in.take("ASCII")) {
            charset = "latin1";
        } else if (in.take("UNICODE")) {
            charset = "ucs2";
        } else if (in.take("BINARY")) {
            binary = true;
        } else if (in.take("NOT", "NULL")) {
            nullable = false;
        } else if (in.take("NULL")) {
            nullable = true;
        } else if (in.take("DEFAULT")) {
            defaultValue = defaultValue(in);
        } else if (in.take("ON", "UPDATE")) {
            onUpdate = now(in);
        } else if (in.take("AUTO_INCREMENT")) {
            autoIncrement = true;
        } else if (in.take("GENERATED", "ALWAYS", "AS") || in.take("AS")) {
            generated = in.expression();
            stored = in.takeAny("STORED", "PERSISTENT");
            in.take("VIRTUAL");
        } else if (in.take("COMMENT")) {
            String text = in.string();
            comment = text.isEmpty() ? null : text;
        } else if (in.take("SRID")) {
            srid = in.number();
        } else if (in.take("INVISIBLE")) {
            invisible = true;
        } else if (!in.take("VISIBLE")) {
            key();
        }
    }

    private void key() throws UnreadableSqlException {
        if (in.take("PRIMARY", "KEY") || in.take("PRIMARY") || in.take("KEY")) {
            nullable = false;
            table.put(new KeyDefinition(KeyDefinition.Kind.PRIMARY, null, List.of(part()), ""));
        } else if (in.take("UNIQUE")) {
            in.take("KEY");
            table.put(new KeyDefinition(KeyDefinition.Kind.UNIQUE, name, List.of(part()), ""));
        } else if (in.seesAny("CONSTRAINT", "CHECK")) {
            String constraint = in.take("CONSTRAINT") && !in.sees("CHECK") ? in.name() : null;
            in.expect("CHECK");
            table.put(ElementReader.check(in, constraint));
        } else if (in.seesAny("REFERENCES")) {
            // MySQL reads and forgets it [MySQL manual, "FOREIGN KEY Constraints"]
            ElementReader.references(in);
        } else if (in.takeAny("COLUMN_FORMAT", "STORAGE")) {
            in.name();
        } else if (in.takeAny("ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE")) {
            in.take("=");
            in.string();
        } else if (!in.take("NOT", "SECONDARY")) {
            throw in.unexpected("an attribute of column " + SqlText.quoted(name));
        }
    }

    static String defaultValue(SqlCursor in) throws UnreadableSqlException {
        if (in.sees("(")) {
            return "(" + in.expression() + ")";
        }
        if (in.seesAny("CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP")) {
            return now(in);
        }
        String sign = in.take("-") ? "-" : "";
        if (sign.isEmpty()) {
            in.take("+");
        }
        SqlToken token = in.next();
        return switch (token.kind()) {
            case NUMBER -> SqlText.string(sign + token.text());
            case STRING -> token.canonical();
            case WORD -> {
                if (in.peek().kind() == SqlToken.Kind.STRING) { // b'0', x'ff', _utf8mb4'…'
                    yield SqlText.lower(token.text()) + in.next().canonical();
                }
                yield switch (SqlText.lower(token.text())) {
                    case "true" -> "'1'";
                    case "false" -> "'0'";
                    case "null" -> "null";
                    default -> throw new UnreadableSqlException("\"" + token.text() + "\" is no default value");
                };
            }
            default -> throw new UnreadableSqlException("no default value at character " + token.position());
        };
    }

    private static String now(SqlCursor in) throws UnreadableSqlException {
        if (!in.takeAny("CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP")) {
            throw in.unexpected("CURRENT_TIMESTAMP");
        }
        List<SqlToken> precision = in.sees("(") ? in.group() : List.of();
        return "current_timestamp" + (precision.isEmpty() ? "" : "(" + SqlText.joined(precision) + ")");
    }

    /** The character set and collation that hold. */
    private void text(String type) {
        if (type.equals("json") || !TEXTS.contains(type)) {
            charset = null;
            collation = null;
            return;
        }
        if (charset == null) {
            charset = collation == null ? table.charset() : Charsets.of(collation);
            collation = collation == null && !binary ? table.collation() : collation;
        }
        if (collation == null) {
            collation = binary ? charset + "_bin" : Charsets.defaultCollation(charset);
        }
    }
}
