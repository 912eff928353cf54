package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import org.junit.jupiter.api.Test;

class DiffHtmlTest {
    private final DiffHtml html = new DiffHtml("added", "re<moved");

    @Test
    void additionsAndRemovalsAreToldBySignAndWord() {
        assertEquals(
                "<span><b>\u00a0</b><i class=i>a</i>\n</span>"
                        + "<ins><b aria-hidden=\"true\">+</b><small>added </small><i class=k>int</i>\n</ins>"
                        + "<del><b aria-hidden=\"true\">\u2212</b><small>re&lt;moved </small><i class=n>1</i>\n</del>",
                html.diff(" a\n+int\n-1"));
    }

    @Test
    void whateverADiffHoldsIsText() {
        String hostile =
                "+`\"><img src=x onerror=alert(1)>` COMMENT '</script><script>alert(1)</script>' /* <b> */ & --\n"
                        + "-<svg onload='alert(1)'>\n"
                        + "<iframe>";
        String made = html.diff(hostile) + html.statement(hostile);
        String text = made.replaceAll("</?(ins|del|span|small|b|i)( class=[a-z]| aria-hidden=\"true\")?>", "");
        assertFalse(text.contains("<"), text);
        assertFalse(text.contains(">"), text);
        assertTrue(text.contains("&lt;/script&gt;"), text);
        assertTrue(text.contains("&quot;&gt;&lt;img"), text);
    }

    @Test
    void aCommentThatIsRemovedDoesNotSpreadToWhatStays() {
        String made = html.diff("-/* old\n+int a\n- text */\n int b");
        assertTrue(made.contains("<i class=k>int</i> <i class=i>a</i>"), made);
        assertTrue(made.contains("<i class=c> text */</i>"), made);
        assertTrue(made.contains("<i class=k>int</i> <i class=i>b</i>"), made);
    }

    @Test
    void aLineThatIsNoOnesIsNotHighlighted() {
        String line = "+'<',".repeat(DiffHtml.PLAIN_FROM / 4);
        String made = html.diff("+int a\n" + line + "\n+int b");
        assertTrue(made.contains(Functions.htmlAttributeEscape(line.substring(1)) + "\n</ins>"));
        assertTrue(made.endsWith("<i class=k>int</i> <i class=i>b</i>\n</ins>"));
        assertFalse(made.contains("<i class=s>"));
    }

    @Test
    void anEmptyDiffIsEmpty() {
        assertEquals("", html.diff(""));
        assertEquals("", html.statement(""));
    }
}
