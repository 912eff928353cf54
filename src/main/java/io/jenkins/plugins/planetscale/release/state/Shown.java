package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import java.util.regex.Pattern;

/**
 * Shortens text from elsewhere for a line of a log, a message or a page. What PlanetScale sends is visible already
 * ({@link VisibleText}); what was parsed from SQL need not be.
 */
public final class Shown {
    /** MySQL's names have 64 characters, and a keyspace's stands before a table's. */
    static final int NAME = 140;

    static final int STATEMENT = 300;
    public static final int DEFINITION = 400;

    /** What is looked at of a text before it is shortened: each hidden character costs memory. */
    private static final int LONGEST = 10_000;

    private static final String CUT = " … (cut) … ";
    /** Taken whole and never given back, so that a text of blanks costs no more than its length. */
    private static final Pattern SPACE = Pattern.compile("\\s++");

    private static final Pattern TABS = Pattern.compile("\\t++");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Shown() {}

    private static String oneLine(String text) {
        String line = SPACE.matcher(text)
                .replaceAll(found -> isBreak(found.group())
                        ? " "
                        : TABS.matcher(found.group()).replaceAll(" "));
        return HIDDEN.matcher(line)
                .replaceAll(found -> VisibleText.line(found.group()).replace("\\", "\\\\"));
    }

    private static boolean isBreak(String space) {
        return space.indexOf('\n') >= 0 || space.indexOf('\r') >= 0;
    }

    public static String name(String name) {
        return line(name, NAME);
    }

    public static String statement(String statement) {
        return line(statement, STATEMENT);
    }

    /** In one line, and without its middle where that is too long. */
    public static String line(String text, int most) {
        return cut(oneLine(cut(text, LONGEST)), most);
    }

    /** Without its middle where it is too long: what stands at its end is advice, or tells it from others. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = (most - CUT.length()) * 2 / 3;
        int tail = most - CUT.length() - head;
        int end = Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head;
        int start = text.length() - tail;
        return text.substring(0, end)
                + CUT
                + text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
