package io.jenkins.plugins.planetscale.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Another opinion on whether a statement can lose data, from its words alone: written without a look at the reader of the
 * gates, and crude on purpose. It knows only what surely can.
 */
final class SqlOracle {
    /** What DROP can be followed by in an ALTER TABLE that is no column. */
    private static final Set<String> NO_COLUMNS =
            Set.of("KEY", "INDEX", "PRIMARY", "FOREIGN", "CHECK", "CONSTRAINT", "PARTITION", "DEFAULT");

    private SqlOracle() {}

    /**
     * What can be lost; null for nothing that it knows of.
     *
     * @param columns those whose values are stored, in lower case; null where the table is not known
     */
    static String loss(String statement, Set<String> columns) {
        List<String> words = words(statement);
        if (words == null || words.isEmpty()) {
            return null;
        }
        if (words.get(0).equals("TRUNCATE")) {
            return "it truncates";
        }
        if (starts(words, "DROP", "TABLE") || starts(words, "DROP", "TEMPORARY")) {
            return "it drops a table";
        }
        return starts(words, "ALTER", "TABLE") ? clauses(words, columns) : null;
    }

    private static boolean starts(List<String> words, String first, String second) {
        return words.size() > 2 && words.get(0).equals(first) && words.get(1).equals(second);
    }

    private static String clauses(List<String> words, Set<String> columns) {
        int depth = 0;
        for (int i = 2; i + 1 < words.size(); i++) {
            String word = words.get(i);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            boolean begins = depth == 0 && (words.get(i - 1).equals(",") || i == 3);
            if (!begins) {
                continue;
            }
            String next = words.get(i + 1);
            if (next.equals("PARTITION") && Set.of("DROP", "TRUNCATE", "EXCHANGE", "DISCARD").contains(word)) {
                return "of " + word + " PARTITION";
            }
            if (word.equals("DROP") && !NO_COLUMNS.contains(next)) {
                String name = next.equals("COLUMN") && i + 2 < words.size() ? words.get(i + 2) : next;
                String column = (name.startsWith("`") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
                if (columns == null || columns.contains(column)) {
                    return "it drops the column " + column;
                }
            }
        }
        return null;
    }

    /** Null where something is not closed. Unquoted words in capitals; a quoted name with the mark before it. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end;
            if (text.startsWith("/*!", at)) {
                end = at + 3;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
            } else if (text.startsWith("/*", at)) {
                end = text.indexOf("*/", at + 2) + 2;
            } else if (text.startsWith("*/", at)) {
                end = at + 2;
            } else if (c == '#' || text.startsWith("--", at) && at + 2 < text.length() && text.charAt(at + 2) <= ' ') {
                end = text.indexOf('\n', at) + 1;
                end = end == 0 ? text.length() : end;
            } else if (c == '\'' || c == '"' || c == '`') {
                end = quoted(text, at, c, words);
            } else if (isOfWord(c)) {
                end = at;
                while (end < text.length() && isOfWord(text.charAt(end))) {
                    end++;
                }
                words.add(text.substring(at, end).toUpperCase(Locale.ROOT));
            } else {
                end = at + 1;
                if (!Character.isWhitespace(c)) {
                    words.add(String.valueOf(c));
                }
            }
            if (end <= at) {
                return null;
            }
            at = end;
        }
        return words;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
    }

    private static int quoted(String text, int from, char quote, List<String> words) {
        StringBuilder inside = new StringBuilder();
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '`') {
                i++;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                inside.append(quote);
                i++;
            } else if (c == quote) {
                words.add(quote == '`' ? "`" + inside : "''");
                return i + 1;
            } else {
                inside.append(c);
            }
        }
        return -1;
    }
}
