package io.jenkins.plugins.planetscale.local.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts DDL text where quotes, comments and parentheses allow it. */
final class DdlText {
    private DdlText() {}

    static List<String> statements(String ddl) {
        return split(withoutComments(ddl), ';');
    }

    /** Parts between separators that stand outside quotes and parentheses; blank parts are left out. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuote(c)) {
                i = endOfQuote(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        parts.replaceAll(DdlText::oneLine);
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** Index of the parenthesis that closes the one at {@code open}. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuote(c)) {
                i = endOfQuote(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no closing parenthesis in: " + text);
    }

    /** White space outside quotes shrunk to single spaces. */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuote(c)) {
                int end = endOfQuote(text, i);
                out.append(text, i, end + 1);
                i = end;
            } else if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    /** The same for two texts that MySQL takes for the same: neither case, back-ticks nor spaces count. */
    static String comparable(String text) {
        StringBuilder out = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                space = true;
            } else if (c != '`') {
                boolean tight = out.isEmpty() || "(,".indexOf(out.charAt(out.length() - 1)) >= 0;
                if (space && !tight && "(),".indexOf(c) < 0) {
                    out.append(' ');
                }
                space = false;
                int end = c == '\'' || c == '"' ? endOfQuote(text, i) : i;
                out.append(end == i ? String.valueOf(Character.toLowerCase(c)) : text.substring(i, end + 1));
                i = end;
            }
        }
        return out.toString();
    }

    /** The first identifier of a text, without its quotes and its database. */
    static String identifier(String text) {
        String word = text.strip();
        if (word.startsWith("`")) {
            String name = word.substring(1, word.indexOf('`', 1));
            String rest = word.substring(name.length() + 2);
            return rest.startsWith(".") ? identifier(rest.substring(1)) : name;
        }
        int end = 0;
        while (end < word.length()
                && (Character.isLetterOrDigit(word.charAt(end)) || "_$.".indexOf(word.charAt(end)) >= 0)) {
            end++;
        }
        if (end == 0) {
            throw new IllegalArgumentException("expected a name in: " + text);
        }
        String name = word.substring(0, end);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What follows the first identifier. */
    static String afterIdentifier(String text) {
        String word = text.strip();
        int end = 0;
        boolean quoted = false;
        while (end < word.length()) {
            char c = word.charAt(end);
            if (c == '`') {
                quoted = !quoted;
            } else if (!quoted && !Character.isLetterOrDigit(c) && "_$.".indexOf(c) < 0) {
                break;
            }
            end++;
        }
        return word.substring(end).strip();
    }

    static boolean startsWith(String text, String words) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith(words)
                && (upper.length() == words.length() || !isNameCharacter(upper.charAt(words.length())));
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"' || c == '`';
    }

    private static int endOfQuote(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote != '`') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        throw new IllegalArgumentException("no closing " + quote + " in: " + text);
    }

    private static String withoutComments(String ddl) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ddl.length(); i++) {
            char c = ddl.charAt(i);
            if (isQuote(c)) {
                int end = endOfQuote(ddl, i);
                out.append(ddl, i, end + 1);
                i = end;
            } else if (c == '#' || ddl.startsWith("-- ", i) || ddl.startsWith("--\n", i)) {
                int end = ddl.indexOf('\n', i);
                i = end < 0 ? ddl.length() : end;
                out.append('\n');
            } else if (ddl.startsWith("/*", i)) {
                int end = ddl.indexOf("*/", i);
                i = end < 0 ? ddl.length() : end + 1;
                out.append(' ');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
