package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits MySQL's SQL into tokens. Comments are left out; the content of a version comment ({@code /*!50100 … *}{@code
 * /}) is read, as MySQL does. Not recursive, so no text can exhaust the stack.
 */
final class SqlLexer {
    /** One table's DDL is far smaller; a longer text is not worth the memory. */
    static final int LONGEST = 1 << 20;

    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]+|\\d+(\\.\\d*)?([eE][-+]?\\d+)?");
    private static final String[] LONG_SYMBOLS = {
        "<=>", "->>", "->", "<=", ">=", "<>", "!=", ":=", "||", "&&", "<<", ">>"
    };
    private static final String SYMBOLS = "().,;=+-*/%<>!~^|&?@{}[]:";

    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private boolean versionComment;

    private SqlLexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, closed by one of kind END. */
    static List<SqlToken> tokens(String text) throws UnreadableSqlException {
        if (text == null) {
            throw new UnreadableSqlException("there is no text");
        }
        if (text.length() > LONGEST) {
            throw new UnreadableSqlException(
                    "the text has " + text.length() + " characters, more than the " + LONGEST + " that are read");
        }
        SqlLexer lexer = new SqlLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        if (lexer.versionComment) {
            throw new UnreadableSqlException("a comment is not closed");
        }
        lexer.add(SqlToken.Kind.END, "", text.length());
        return lexer.tokens;
    }

    private void next() throws UnreadableSqlException {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#' || isDashComment()) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (versionComment && text.startsWith("*/", at)) {
            versionComment = false;
            at += 2;
        } else if (c == '`') {
            add(SqlToken.Kind.QUOTED, quoted('`', false), at);
        } else if (c == '\'' || c == '"') {
            add(SqlToken.Kind.STRING, quoted(c, true), at);
        } else if (isWordPart(c) || c == '.' && startsFraction()) {
            word();
        } else {
            symbol(c);
        }
    }

    /** Two dashes begin a comment only before white space [MySQL manual, "Comments"]. */
    private boolean isDashComment() {
        return text.startsWith("--", at)
                && (at + 2 == text.length()
                        || Character.isWhitespace(text.charAt(at + 2))
                        || text.charAt(at + 2) < ' ');
    }

    private void comment() throws UnreadableSqlException {
        if (text.startsWith("/*!", at) && !versionComment) {
            versionComment = true;
            at += 3;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return;
        }
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new UnreadableSqlException("the comment at character " + at + " is not closed");
        }
        at = end + 2;
    }

    private String quoted(char quote, boolean escapes) throws UnreadableSqlException {
        int start = at;
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                if (at == text.length() || text.charAt(at) != quote) {
                    return out.toString();
                }
                out.append(quote);
            } else if (c == '\\' && escapes && at + 1 < text.length()) {
                escape(text.charAt(++at), out);
            } else {
                out.append(c);
            }
        }
        throw new UnreadableSqlException("the " + quote + " at character " + start + " is not closed");
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case '0' -> out.append('\0');
            case 'Z' -> out.append('\u001a');
            case '%', '_' -> out.append('\\').append(c);
            default -> out.append(c);
        }
    }

    private boolean startsFraction() {
        boolean afterName = !tokens.isEmpty() && tokens.get(tokens.size() - 1).isName();
        return !afterName && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    private void word() {
        int start = at;
        var number = NUMBER.matcher(text).region(at, text.length());
        if (text.charAt(at) == '.') {
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {}
            add(SqlToken.Kind.NUMBER, "0" + text.substring(start, at), start);
        } else if (number.lookingAt() && (number.end() == text.length() || !isWordPart(text.charAt(number.end())))) {
            at = number.end();
            add(SqlToken.Kind.NUMBER, number.group(), start);
        } else {
            for (; at < text.length() && isWordPart(text.charAt(at)); at++) {}
            add(SqlToken.Kind.WORD, text.substring(start, at), start);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c == '$' || c >= '\u0080';
    }

    private void symbol(char c) throws UnreadableSqlException {
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                add(SqlToken.Kind.SYMBOL, symbol, at);
                at += symbol.length();
                return;
            }
        }
        if (SYMBOLS.indexOf(c) < 0) {
            throw new UnreadableSqlException(
                    String.format("the character U+%04X at %d is not part of SQL", (int) c, at));
        }
        add(SqlToken.Kind.SYMBOL, String.valueOf(c), at++);
    }

    private void add(SqlToken.Kind kind, String value, int position) {
        tokens.add(new SqlToken(kind, value, position));
    }
}
