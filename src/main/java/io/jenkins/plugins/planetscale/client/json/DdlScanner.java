package io.jenkins.plugins.planetscale.client.json;

/**
 * Finds the literals, quoted names and block comments in DDL, for {@link VisibleText#ddl}. What is not closed is none
 * of them. Linear in the length.
 */
final class DdlScanner {
    private final String ddl;
    private final StringBuilder shown;
    /** What was opened once and not closed until the end. */
    private String unclosed = "";

    DdlScanner(String ddl) {
        this.ddl = ddl;
        this.shown = new StringBuilder(ddl.length() + 16);
    }

    String escaped() {
        int plain = 0;
        int at = 0;
        while (at < ddl.length()) {
            int end = endOfQuoted(at);
            if (end > at) {
                shown.append(VisibleText.escape(ddl.substring(plain, at), true));
                shown.append(VisibleText.escape(ddl.substring(at, end), false));
                plain = end;
                at = end;
            } else {
                at++;
            }
        }
        return shown.append(VisibleText.escape(ddl.substring(plain), true)).toString();
    }

    /** The same index where nothing quoted begins. */
    private int endOfQuoted(int at) {
        char c = ddl.charAt(at);
        boolean opens = c == '\'' || c == '"' || c == '`' || ddl.startsWith("/*", at);
        if (!opens || unclosed.indexOf(c) >= 0) {
            return at;
        }
        int end = c == '/' ? endOfComment(at) : endOfLiteral(at, c);
        if (end == at) {
            unclosed += c;
        }
        return end;
    }

    private int endOfComment(int at) {
        int end = ddl.indexOf("*/", at + 2);
        return end < 0 ? at : end + 2;
    }

    private int endOfLiteral(int at, char quote) {
        int end = at + 1;
        while (end < ddl.length()) {
            char next = ddl.charAt(end++);
            if (next == '\\' && quote != '`') {
                end++;
            } else if (next == quote) {
                if (end == ddl.length() || ddl.charAt(end) != quote) {
                    return end;
                }
                end++; // doubled
            }
        }
        return at;
    }
}
