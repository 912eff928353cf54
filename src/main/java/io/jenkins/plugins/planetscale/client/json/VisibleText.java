package io.jenkins.plugins.planetscale.client.json;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes invisible characters in text from elsewhere. A control, format (so also bidirectional) or line-separating
 * character becomes its Java escape: U+202E becomes a backslash and {@code u202E}. A backslash that already begins such
 * an escape is escaped, so that different texts stay different and can be compared.
 *
 * <p>{@link Json} passes everything that PlanetScale sends through this, so nothing behind the client needs to.
 */
public final class VisibleText {
    /** Of a text that says what went wrong, in characters; the advice that follows it must still be seen. */
    public static final int LONGEST = 500;

    private static final String CUT = " … (cut)";

    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|\\\\(?=u[0-9A-Fa-f]{4})");

    /** What database errors quote of the rows: the value before "for key", what a failed statement held, and the like. */
    private static final String DUPLICATE = "Duplicate entry '";

    private static final String DUPLICATE_END = "' for key";

    /** Up to the end of the text where the value has none: it was cut. */
    private static final Pattern VALUE = Pattern.compile(
            "((?:Incorrect|Truncated incorrect|Invalid) [\\w ()]{0,40}(?:value|string|argument)[\\w ()]{0,40}: )'.*?"
                    + "(?:'(?= for | in |[\\s.;,)]|$)|\\z)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Taken whole and never given back, so that a text of blanks costs no more than its length. */
    private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\u2028\\u2029]++");

    private static final Pattern BREAK = Pattern.compile("\\R");

    private static final Pattern STATEMENT = Pattern.compile(
            "((?:during query|while executing(?: query)?|failed query|BindVars|Sql)\\s*:).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private VisibleText() {}

    /** For one line. Returns null for null. */
    public static String line(String text) {
        return text == null ? null : escape(text, false);
    }

    /** For several lines: keeps line feeds and tabs. Returns null for null. */
    public static String lines(String text) {
        return text == null ? null : escape(text.replace("\r\n", "\n"), true);
    }

    /**
     * For DDL and diffs of it: keeps line feeds and tabs, but not those within a literal, a quoted name or a block
     * comment, where they could pass for lines of their own. The statement means the same afterwards. Returns null for
     * null.
     */
    public static String ddl(String text) {
        if (text == null || text.indexOf('\n') < 0) {
            return lines(text);
        }
        return new DdlScanner(text.replace("\r\n", "\n")).escaped();
    }

    /** DDL that is visible already, on one line: where it goes on in the next line, there is a space. Null for null. */
    public static String onOneLine(String visible) {
        return visible == null ? null : visible.replaceAll("[\\n\\t]\\s*", " ");
    }

    /**
     * For what PlanetScale says about what went wrong: one line, without what it quotes of the rows, and cut where it is
     * long. Returns null for null.
     */
    public static String error(String text) {
        if (text == null) {
            return null;
        }
        String clean = text.length() > 50 * LONGEST ? text.substring(0, 50 * LONGEST) : text;
        return cut(escape(SPACE.matcher(withoutRows(clean).strip()).replaceAll(VisibleText::joined), false));
    }

    private static String joined(MatchResult space) {
        return BREAK.matcher(space.group()).find() ? " " : Matcher.quoteReplacement(space.group());
    }

    /** Without the values that errors of a database quote. */
    public static String withoutRows(String text) {
        String clean = withoutDuplicate(text);
        clean = VALUE.matcher(clean).replaceAll("$1'…'");
        return STATEMENT.matcher(clean).replaceAll("$1 …");
    }

    /** Without all that stands between the first value and the last that is one, and without one that was cut. */
    private static String withoutDuplicate(String text) {
        int from = text.indexOf(DUPLICATE);
        if (from < 0) {
            return text;
        }
        int value = from + DUPLICATE.length();
        int to = text.lastIndexOf(DUPLICATE_END);
        if (to >= value) { // what follows has no other end
            return text.substring(0, value) + "…'" + withoutDuplicate(text.substring(to + 1));
        }
        boolean clean = text.startsWith("…'", value) && text.indexOf(DUPLICATE, value) < 0;
        return clean ? text : text.substring(0, value) + "…'";
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
    }

    static String escape(String text, boolean several) {
        if (isPlain(text)) {
            return text;
        }
        Matcher hidden = HIDDEN.matcher(text);
        if (!hidden.find()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int end = 0;
        do {
            shown.append(text, end, hidden.start());
            String found = hidden.group();
            if (several && (found.equals("\n") || found.equals("\t"))) {
                shown.append(found);
            } else {
                found.chars().forEach(c -> append(shown, (char) c));
            }
            end = hidden.end();
        } while (hidden.find());
        return shown.append(text, end, text.length()).toString();
    }

    /** Most texts are: an answer can hold half a million, and each matcher costs more than the text. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder shown, char c) {
        switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> shown.append(String.format("\\u%04X", (int) c));
        }
    }
}
