package io.jenkins.plugins.planetscale.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A token of one line of DDL, for syntax highlighting only: nothing is decided by it, so half a statement is fine. */
record DdlToken(Kind kind, String text) {
    enum Kind {
        PLAIN,
        KEYWORD,
        STRING,
        COMMENT,
        IDENTIFIER,
        NUMBER
    }

    private static final Set<String> KEYWORDS = Set.of(
            ("add after algorithm alter as asc auto_increment between bigint binary bit blob bool boolean by cascade case"
                            + " change char character charset check collate collation column comment constraint convert"
                            + " create current_timestamp database date datetime decimal default delete desc double drop"
                            + " else end engine enum exists false first float foreign from fulltext function generated"
                            + " hash if in index instant int integer interval into invisible is json key keys like"
                            + " longblob longtext mediumblob mediumint mediumtext modify no not null numeric on or and"
                            + " partition partitions precision primary range references rename replace restrict"
                            + " row_format select set smallint spatial stored table temporary text then time timestamp"
                            + " tinyblob tinyint tinytext to trigger true truncate unique unsigned update using values"
                            + " varbinary varchar view virtual visible when where with year zerofill")
                    .split(" "));

    /**
     * The pieces of a line, in their order; together they are the line. Takes time in proportion to its length.
     *
     * @param inComment whether the line begins within a comment
     */
    static List<DdlToken> of(String line, boolean inComment) {
        List<DdlToken> tokens = new ArrayList<>();
        int at = 0;
        int plain = 0; // where the characters since the last token begin
        boolean comment = inComment;
        while (at < line.length()) {
            int end = comment ? endOfComment(line, at) : end(line, at);
            Kind kind = comment ? Kind.COMMENT : kind(line, at, end);
            comment = false;
            if (kind != Kind.PLAIN) {
                addPlain(tokens, line, plain, at);
                tokens.add(new DdlToken(kind, line.substring(at, end)));
                plain = end;
            }
            at = end;
        }
        addPlain(tokens, line, plain, at);
        return tokens;
    }

    /** Whether a comment that was open at the beginning of the line of these tokens, or is opened in it, is open at its end. */
    static boolean endsInComment(List<DdlToken> tokens, boolean inComment) {
        if (tokens.isEmpty()) {
            return inComment;
        }
        DdlToken last = tokens.get(tokens.size() - 1);
        boolean open = last.kind == Kind.COMMENT && !last.text.endsWith("*/");
        return open && (last.text.startsWith("/*") || tokens.size() == 1 && inComment);
    }

    private static int endOfComment(String line, int at) {
        int end = line.indexOf("*/", at);
        return end < 0 ? line.length() : end + 2;
    }

    private static int end(String line, int at) {
        char c = line.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return endOfQuoted(line, at, c);
        }
        if (c == '#' || line.startsWith("-- ", at) || at == line.length() - 2 && line.startsWith("--", at)) {
            return line.length();
        }
        if (line.startsWith("/*", at)) {
            int end = line.indexOf("*/", at + 2);
            return end < 0 ? line.length() : end + 2;
        }
        int end = at + 1;
        if (isWord(c)) {
            while (end < line.length() && isWord(line.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /** A quote is doubled, or escaped by a backslash but in an identifier. */
    private static int endOfQuoted(String line, int at, char quote) {
        int end = at + 1;
        while (end < line.length()) {
            char c = line.charAt(end++);
            if (c == '\\' && quote != '`') {
                end++;
            } else if (c == quote) {
                if (end == line.length() || line.charAt(end) != quote) {
                    return end;
                }
                end++;
            }
        }
        return line.length();
    }

    private static Kind kind(String line, int at, int end) {
        char c = line.charAt(at);
        if (c == '`') {
            return Kind.IDENTIFIER;
        }
        if (c == '\'' || c == '"') {
            return Kind.STRING;
        }
        if (c == '#'
                || line.startsWith("--", at) && end == line.length() && end - at >= 2
                || line.startsWith("/*", at)) {
            return Kind.COMMENT;
        }
        if (!isWord(c)) {
            return Kind.PLAIN;
        }
        String word = line.substring(at, end);
        if (KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) {
            return Kind.KEYWORD;
        }
        return Character.isDigit(c) && word.chars().allMatch(Character::isDigit) ? Kind.NUMBER : Kind.IDENTIFIER;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static void addPlain(List<DdlToken> tokens, String line, int from, int to) {
        if (from < to) {
            tokens.add(new DdlToken(Kind.PLAIN, line.substring(from, to)));
        }
    }
}
