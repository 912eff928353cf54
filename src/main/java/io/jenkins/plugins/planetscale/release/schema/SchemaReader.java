package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the output of {@code SHOW CREATE TABLE} and {@code SHOW CREATE VIEW} as PlanetScale's API gives it, and
 * equivalent handwritten statements. Refuses what it does not understand: it never returns part of a table.
 */
public final class SchemaReader {
    private static final Map<String, String> OPTION_WORDS = Map.of("type", "engine");
    /** Of how a table is stored or counted, not of what it holds. */
    private static final Set<String> NOT_SCHEMA = Set.of(
            "auto_increment",
            "stats_persistent",
            "stats_auto_recalc",
            "stats_sample_pages",
            "avg_row_length",
            "max_rows",
            "min_rows",
            "checksum",
            "delay_key_write",
            "pack_keys",
            "key_block_size",
            "autoextend_size",
            "insert_method",
            "password");

    /** Vitess writes them without a sign [vitess, go/vt/sqlparser/ast_format.go, TableSpec]. */
    private static final Set<String> KNOWN_WITHOUT_SIGN = Set.of(
            "engine",
            "type",
            "comment",
            "connection",
            "auto_increment",
            "row_format",
            "tablespace",
            "storage",
            "key_block_size",
            "max_rows",
            "min_rows",
            "avg_row_length",
            "checksum",
            "table_checksum",
            "delay_key_write",
            "pack_keys",
            "password",
            "insert_method",
            "union",
            "compression",
            "encryption",
            "stats_persistent",
            "stats_auto_recalc",
            "stats_sample_pages",
            "autoextend_size",
            "data directory",
            "index directory",
            "engine_attribute",
            "secondary_engine",
            "secondary_engine_attribute");

    private SchemaReader() {}

    /**
     * Reads one CREATE TABLE or CREATE VIEW statement.
     *
     * @throws UnreadableSqlException for anything else, and for anything in it that is not understood
     */
    public static TableDefinition read(String text) throws UnreadableSqlException {
        SqlCursor in = new SqlCursor(text);
        in.expect("CREATE");
        if (in.take("TABLE")) {
            return table(in);
        }
        in.take("OR", "REPLACE");
        return view(in);
    }

    /** Behind CREATE or ALTER: how it is carried out, the word VIEW, its name and its query, up to the end. */
    static TableDefinition view(SqlCursor in) throws UnreadableSqlException {
        if (in.take("ALGORITHM")) {
            in.take("=");
            in.name();
        }
        if (in.take("DEFINER")) {
            in.expect("=");
            while (!in.isEnd() && !in.sees("SQL", "SECURITY") && !in.sees("VIEW") && !in.sees(";")) {
                in.next(); // `user`@`host`, CURRENT_USER()
            }
        }
        if (in.take("SQL", "SECURITY")) {
            in.name();
        }
        in.expect("VIEW");
        String name = in.lastName();
        if (in.isEnd()) {
            throw in.unexpected("a query");
        }
        List<SqlToken> query = new ArrayList<>();
        while (!in.isEnd() && !in.sees(";")) {
            query.add(in.next());
        }
        in.take(";");
        if (!in.isEnd()) {
            throw in.unexpected("the end");
        }
        return TableDefinition.view(name, SqlText.joined(query));
    }

    private static TableDefinition table(SqlCursor in) throws UnreadableSqlException {
        in.take("IF", "NOT", "EXISTS");
        TableDefinition table = new TableDefinition(in.lastName());
        SqlCursor elements = in.fork();
        in.group();
        while (!in.isEnd() && !in.take(";")) {
            if (in.take("PARTITION", "BY")) {
                table.partitioning(Partitioning.read(in));
            } else {
                option(in, table);
                in.take(",");
            }
        }
        if (!in.isEnd()) {
            throw in.unexpected("the end");
        }
        // the table's character set holds for its columns, so it is read first
        elements.expect("(");
        do {
            if (ElementReader.isNext(elements)) {
                elements.another(SqlCursor.MOST_ELEMENTS);
                ElementReader.read(elements, table);
            } else {
                table.put(ColumnReader.read(elements, table, elements.name()));
            }
        } while (elements.take(","));
        elements.expect(")");
        if (table.columns().isEmpty()) {
            throw new UnreadableSqlException("the table has no columns");
        }
        table.settle();
        return table;
    }

    /** One option; an ENGINE, a character set … comes next. */
    static void option(SqlCursor in, TableDefinition table) throws UnreadableSqlException {
        in.take("DEFAULT");
        if (in.take("CHARACTER", "SET") || in.take("CHARSET")) {
            in.take("=");
            table.text(Charsets.name(in.name()), null);
            if (in.take("COLLATE") || in.take("DEFAULT", "COLLATE")) {
                in.take("=");
                table.text(table.charset(), Charsets.collation(in.name()));
            }
            return;
        }
        if (in.take("COLLATE")) {
            in.take("=");
            String collation = Charsets.collation(in.name());
            table.text(Charsets.of(collation), collation);
            return;
        }
        if (in.peek().kind() != SqlToken.Kind.WORD) {
            throw in.unexpected("an option of the table");
        }
        String key = SqlText.lower(in.next().text());
        if ((key.equals("data") || key.equals("index")) && in.take("DIRECTORY")) {
            key += " directory";
        }
        boolean equal = in.take("=");
        SqlToken value = in.peek();
        if (value.kind() == SqlToken.Kind.END || value.kind() == SqlToken.Kind.SYMBOL && !value.is("(")) {
            throw in.unexpected("the value of \"" + key + "\"");
        }
        if (!equal && !KNOWN_WITHOUT_SIGN.contains(key)) {
            throw in.unexpected("\"=\"");
        }
        String text = value.is("(")
                ? "(" + SqlText.joined(in.group()) + ")"
                : in.next().canonical();
        if (!NOT_SCHEMA.contains(key)) {
            table.option(OPTION_WORDS.getOrDefault(key, key), text);
        }
    }
}
