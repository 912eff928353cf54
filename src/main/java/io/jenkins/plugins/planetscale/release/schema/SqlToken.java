package io.jenkins.plugins.planetscale.release.schema;

/**
 * One token. {@code text} is what it stands for: an identifier without its backticks, a string without its quotes and
 * escapes.
 *
 * @param position index of its first character
 */
record SqlToken(Kind kind, String text, int position) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    /** Whether it is this keyword, in any case, or this symbol. */
    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Canonical text: two texts that MySQL takes for the same, but for the order of things, render alike. */
    String canonical() {
        return switch (kind) {
            case QUOTED -> SqlText.quoted(text);
            case STRING -> SqlText.string(text);
            case WORD -> SqlText.lower(text);
            default -> text;
        };
    }
}
