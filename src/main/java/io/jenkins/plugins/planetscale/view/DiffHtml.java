package io.jenkins.plugins.planetscale.view;

import hudson.Functions;
import java.util.Iterator;
import java.util.List;

/**
 * Renders a diff of DDL as HTML. The only class that writes markup outside Jelly: all text from elsewhere passes {@link
 * Functions#htmlAttributeEscape}. Added and removed lines have a sign and a hidden word, for those who do not see
 * colours.
 */
final class DiffHtml {
    /** Of so many characters a line is not highlighted: nobody wrote it, and the markup would be a burden to browsers. */
    static final int PLAIN_FROM = 200_000;

    private final String added;
    private final String removed;

    /** The words for screen readers, in the reader's language. */
    DiffHtml(String added, String removed) {
        this.added = added;
        this.removed = removed;
    }

    /** Lines that begin with {@code +}, {@code -} or anything else. */
    String diff(String text) {
        StringBuilder html = new StringBuilder(text.length() * 2);
        boolean oldComment = false;
        boolean newComment = false;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            char sign = line.isEmpty() ? ' ' : line.charAt(0);
            boolean marked = sign == '+' || sign == '-' || sign == ' ';
            String ddl = marked && !line.isEmpty() ? line.substring(1) : line;
            boolean comment = sign == '-' ? oldComment : newComment;
            if (sign == '+') {
                open(html, "ins", "+", added);
            } else if (sign == '-') {
                open(html, "del", "\u2212", removed);
            } else {
                html.append("<span><b>\u00a0</b>");
            }
            boolean open = tokens(html, ddl, comment);
            html.append('\n').append(sign == '+' ? "</ins>" : sign == '-' ? "</del>" : "</span>");
            oldComment = sign == '+' ? oldComment : open;
            newComment = sign == '-' ? newComment : open;
        }
        return html.toString();
    }

    /** A statement by itself. */
    String statement(String text) {
        StringBuilder html = new StringBuilder(text.length() * 2);
        boolean comment = false;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            html.append("<span>");
            comment = tokens(html, line, comment);
            html.append("\n</span>");
        }
        return html.toString();
    }

    private static void open(StringBuilder html, String element, String sign, String word) {
        html.append('<').append(element).append("><b aria-hidden=\"true\">").append(sign);
        html.append("</b><small>").append(Functions.htmlAttributeEscape(word)).append(" </small>");
    }

    /** Returns whether the next line begins within a comment. */
    private static boolean tokens(StringBuilder html, String line, boolean inComment) {
        if (line.length() > PLAIN_FROM) {
            html.append(Functions.htmlAttributeEscape(line));
            return false;
        }
        List<DdlToken> tokens = DdlToken.of(line, inComment);
        for (DdlToken token : tokens) {
            String text = Functions.htmlAttributeEscape(token.text());
            String mark =
                    switch (token.kind()) {
                        case PLAIN -> null;
                        case KEYWORD -> "k";
                        case STRING -> "s";
                        case COMMENT -> "c";
                        case IDENTIFIER -> "i";
                        case NUMBER -> "n";
                    };
            if (mark == null) {
                html.append(text);
            } else {
                html.append("<i class=").append(mark).append('>').append(text).append("</i>");
            }
        }
        return DdlToken.endsInComment(tokens, inComment);
    }
}
