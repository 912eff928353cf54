package io.jenkins.plugins.planetscale.release.schema;

import java.util.ArrayList;
import java.util.List;

/** A cursor over tokens. */
final class SqlCursor {
    /** @param qualifier null for none */
    record Name(String qualifier, String last) {
        @Override
        public String toString() {
            return qualifier == null ? last : qualifier + "." + last;
        }
    }

    /** Of columns that are compared, of keys, of clauses: MySQL has at most 4,096 columns and 64 keys of 16 columns. */
    static final int MOST_ELEMENTS = 6_000;
    /** As MySQL has it. */
    static final int MOST_PARTITIONS = 8_192;

    private final List<SqlToken> tokens;
    private int at;
    private int elements;

    SqlCursor(String text) throws UnreadableSqlException {
        tokens = SqlLexer.tokens(text);
    }

    private SqlCursor(List<SqlToken> tokens, int at) {
        this.tokens = tokens;
        this.at = at;
    }

    /** Another that begins where this one is. */
    SqlCursor fork() {
        return new SqlCursor(tokens, at);
    }

    SqlToken peek() {
        return tokens.get(at);
    }

    SqlToken peek(int further) {
        return tokens.get(Math.min(at + further, tokens.size() - 1));
    }

    SqlToken next() {
        SqlToken token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean isEnd() {
        return peek().kind() == SqlToken.Kind.END;
    }

    /** Whether these words or symbols come next. */
    boolean sees(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean seesAny(String... words) {
        for (String word : words) {
            if (peek().is(word)) {
                return true;
            }
        }
        return false;
    }

    /** Goes past these words or symbols if all of them come next. */
    boolean take(String... words) {
        if (!sees(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /** Goes past one of these words, if one comes next. */
    boolean takeAny(String... words) {
        return seesAny(words) && next() != null;
    }

    void expect(String word) throws UnreadableSqlException {
        if (!take(word)) {
            throw unexpected("\"" + word + "\"");
        }
    }

    /**
     * Goes past the comma before another element of a list, if one comes next; what is compared with each other must not be
     * without a limit.
     *
     * @param most how many there may be of all that is read
     */
    boolean takeAnother(int most) throws UnreadableSqlException {
        if (!take(",")) {
            return false;
        }
        another(most);
        return true;
    }

    /** Counts one, as {@link #takeAnother} does. */
    void another(int most) throws UnreadableSqlException {
        if (++elements >= most) {
            throw new UnreadableSqlException("it has more than " + most + " keys, clauses or partitions");
        }
    }

    /** A name, quoted or not. */
    String name() throws UnreadableSqlException {
        if (!peek().isName()) {
            throw unexpected("a name");
        }
        return next().text();
    }

    /** A name that may stand behind a database and a dot; without those. */
    String lastName() throws UnreadableSqlException {
        return fullName().last();
    }

    /** A name that may stand behind a database and a dot. */
    Name fullName() throws UnreadableSqlException {
        List<String> qualifier = new ArrayList<>();
        String name = name();
        while (sees(".") && peek(1).isName()) {
            next();
            qualifier.add(name);
            name = name();
        }
        return new Name(qualifier.isEmpty() ? null : String.join(".", qualifier), name);
    }

    String string() throws UnreadableSqlException {
        if (peek().kind() != SqlToken.Kind.STRING) {
            throw unexpected("a string");
        }
        return next().text();
    }

    int number() throws UnreadableSqlException {
        if (peek().kind() != SqlToken.Kind.NUMBER) {
            throw unexpected("a number");
        }
        SqlToken token = next();
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw new UnreadableSqlException("\"" + token.text() + "\" is no length that can be read");
        }
    }

    /** What stands between parentheses, without them. */
    List<SqlToken> group() throws UnreadableSqlException {
        expect("(");
        List<SqlToken> inside = new ArrayList<>();
        int depth = 1;
        while (!isEnd()) {
            SqlToken token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0) {
                return inside;
            }
            inside.add(token);
        }
        throw new UnreadableSqlException("a parenthesis is not closed");
    }

    /** An expression in parentheses, in canonical form; parentheses around the whole of it do not count. */
    String expression() throws UnreadableSqlException {
        List<SqlToken> inside = group();
        int around = wrapped(inside);
        return SqlText.joined(inside.subList(around, inside.size() - around));
    }

    /** How many pairs of parentheses stand around the whole of it. */
    private static int wrapped(List<SqlToken> tokens) {
        int opening = 0;
        while (opening < tokens.size() && tokens.get(opening).is("(")) {
            opening++;
        }
        int end = tokens.size();
        while (end > opening && tokens.get(end - 1).is(")")) {
            end--;
        }
        int depth = opening;
        int least = Math.min(opening, tokens.size() - end);
        for (int i = opening; i < end; i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            least = Math.min(least, depth);
        }
        return least;
    }

    UnreadableSqlException unexpected(String wanted) {
        SqlToken token = peek();
        return new UnreadableSqlException(wanted + " is expected at character " + token.position() + ", not "
                + (token.kind() == SqlToken.Kind.END ? "the end" : shortened(token.canonical())));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
