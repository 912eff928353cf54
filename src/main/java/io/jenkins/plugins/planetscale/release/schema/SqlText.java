package io.jenkins.plugins.planetscale.release.schema;

import java.util.List;
import java.util.Locale;

/** The canonical text of names, strings and expressions. */
final class SqlText {
    private SqlText() {}

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** As {@code SHOW CREATE TABLE} writes it. */
    static String string(String value) {
        StringBuilder out = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\'' -> out.append("''");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\0' -> out.append("\\0");
                case '\u001a' -> out.append("\\Z");
                default -> out.append(c);
            }
        }
        return out.append('\'').toString();
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Tokens with the spaces that they need. */
    static String joined(List<SqlToken> tokens) {
        StringBuilder out = new StringBuilder();
        SqlToken previous = null;
        for (SqlToken token : tokens) {
            if (previous != null && spaced(previous, token)) {
                out.append(' ');
            }
            out.append(token.canonical());
            previous = token;
        }
        return out.toString();
    }

    private static boolean spaced(SqlToken before, SqlToken token) {
        if (before.is("(") || token.is(")") || token.is(",") || before.is(".") || token.is(".")) {
            return false;
        }
        return !token.is("(") || before.kind() != SqlToken.Kind.WORD;
    }
}
