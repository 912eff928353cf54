package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of others on their way to a log or a page. */
final class TextTarget implements FuzzTarget {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    @Override
    public String run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String line = VisibleText.line(text);
        Promises.line(line);
        assertEquals(plain(text), plain(unescaped(line)), "different texts stay different");
        Promises.lines(VisibleText.lines(text));
        String ddl = VisibleText.ddl(text);
        Promises.lines(ddl);
        assertFalse(VisibleText.onOneLine(ddl).contains("\n"));
        String error = VisibleText.error(text);
        Promises.line(error);
        assertTrue(error.codePointCount(0, error.length()) <= VisibleText.LONGEST, "too long");
        int value = text.indexOf("Incorrect value: '");
        if (value >= 0) {
            // a value of the rows, whether its end is there or not
            assertTrue(VisibleText.withoutRows("Incorrect value: 'row" + text.substring(value + 18))
                    .startsWith("Incorrect value: '…'"));
        }
        String one = Shown.line(text, 5_000);
        Promises.line(one);
        assertEquals(one, Shown.line(one, 5_000), "on one line already");
        for (String cut : List.of(Shown.name(text), Shown.statement(text), Shown.cut(text, Shown.DEFINITION))) {
            assertTrue(cut.length() <= 400, "too long");
        }
        Promises.line(Shown.name(text));
        return (line.equals(text) ? "plain" : "escaped") + (ddl.equals(text) ? " " : " ddl ") + (error.length() < 400)
                + one.equals(text) + text.contains("'") + text.contains("`");
    }

    /** What {@link VisibleText#line} made of a text, as it was; line feeds, returns and tabs apart. */
    private static String unescaped(String line) {
        Matcher escape = ESCAPE.matcher(line);
        return escape.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /** A line feed and its escape are shown alike. */
    private static String plain(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    @Override
    public List<String> words() {
        return List.of(
                "Duplicate entry '", "' for key", "Incorrect value: '", "Truncated incorrect ", "value", "string", ": '", "'…'",
                "during query:", "BindVars :", "\\u000a", "\\n", "/*", "*/", "'", "`", "\"", "\\", " ", "\n", "\t", "\u0085", "ALTER TABLE ",
                "\ud800", "\u2066", "AUTO_INCREMENT=7");
    }

    @Override
    public int longest() {
        return 2 << 20;
    }

    /** Each hidden character becomes a text, several times over. */
    @Override
    public int bytesOfByte() {
        return 1_500;
    }
}
