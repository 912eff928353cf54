package io.jenkins.plugins.planetscale.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import hudson.Functions;
import hudson.Util;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jenkins does with plain values. Runs in both builds: the declarations must do the same as the real classes. */
class JenkinsBehaviourTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "99, 99 ms",
        "123, 0.12 sec",
        "1000, 1 sec",
        "1250, 1.2 sec",
        "12999, 12 sec",
        "61000, 1 min 1 sec",
        "660000, 11 min",
        "3660000, 1 hr 1 min",
        "90000000, 1 day 1 hr",
        "180000000, 2 days 2 hr",
        "2678400000, 1 mo 1 day",
        "34560000000, 1 yr 1 mo",
    })
    void timeSpans(long millis, String text) {
        assertEquals(text, Util.getTimeSpanString(millis));
    }

    @Test
    void blanks() {
        assertNull(Util.fixEmptyAndTrim("  "));
        assertEquals("x", Util.fixEmptyAndTrim(" x "));
        assertEquals("", Util.fixNull((String) null));
        assertEquals(List.of(), Util.fixNull((List<String>) null));
    }

    @Test
    void markup() {
        assertEquals(
                "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt; &amp;amp; ü\n",
                Functions.htmlAttributeEscape("<a b=\"c\" d='e'> &amp; ü\n"));
    }

    @Test
    void environment() {
        EnvVars environment = new EnvVars("PATH", "/bin", "Home", "/root");
        environment.override("PATH+TOOL", "/tool");
        environment.override("GONE", "x");
        environment.override("GONE", "");
        environment.overrideAll(Map.of("A", "1"));
        assertTrue(environment.get("path").startsWith("/tool"));
        assertFalse(environment.containsKey("GONE"));
        assertEquals("other", environment.get("GONE", "other"));
        assertEquals("1-/root-${NO}-$NO-$", environment.expand("${A}-$HOME-${NO}-$NO-$$"));
    }

    @Test
    void formValidations() {
        assertEquals(FormValidation.Kind.OK, FormValidation.ok().kind);
        assertNull(FormValidation.ok().getMessage());
        assertEquals(
                "a&lt;b&gt; &amp; &quot;c&quot;",
                FormValidation.error("a<b> & \"c\"").getMessage());
        assertEquals(FormValidation.Kind.ERROR, FormValidation.validatePositiveInteger("x").kind);
        assertEquals(
                "Not a positive number",
                FormValidation.validatePositiveInteger("0").getMessage());
        assertEquals(FormValidation.Kind.OK, FormValidation.validatePositiveInteger("1").kind);
        FormValidation warning = FormValidation.warning("one");
        assertSame(warning, FormValidation.aggregate(List.of(warning)));
        FormValidation both = FormValidation.aggregate(List.of(FormValidation.error("two"), warning));
        assertEquals(FormValidation.Kind.ERROR, both.kind);
        assertNull(both.getMessage());
        assertTrue(both.renderHtml().contains("two") && both.renderHtml().contains("one"), both.renderHtml());
    }

    @Test
    void listBoxes() {
        ListBoxModel model = new ListBoxModel().add("a");
        model.add("Bee", "b");
        assertEquals("[a=a, Bee=b]", model.toString());
    }

    @Test
    void results() {
        assertTrue(Result.ABORTED.isWorseThan(Result.FAILURE));
        assertSame(Result.UNSTABLE, Result.SUCCESS.combine(Result.UNSTABLE));
        assertSame(Result.FAILURE, Result.fromString("nonsense"));
        assertEquals("NOT_BUILT", Result.NOT_BUILT.toString());
    }

    @Test
    void linesAreMaskedAsWholes() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Pattern pattern = Pattern.compile("s3cret|s3");
        try (SecretPatterns.MaskingOutputStream out =
                new SecretPatterns.MaskingOutputStream(log, () -> pattern, "UTF-8")) {
            out.write("a s3c".getBytes(StandardCharsets.UTF_8));
            assertEquals("", log.toString(StandardCharsets.UTF_8));
            out.write("ret b\ns3 without an end".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("a **** b\n**** without an end", log.toString(StandardCharsets.UTF_8));
    }

    @Test
    void expandersAddUp() throws Exception {
        EnvironmentExpander outer = new Variable("A", "1");
        assertSame(outer, EnvironmentExpander.merge(null, outer));
        EnvironmentExpander both = EnvironmentExpander.merge(outer, new Variable("B", "2"));
        EnvVars environment = new EnvVars();
        both.expand(environment);
        assertEquals(Map.of("A", "1", "B", "2"), environment);
        assertEquals(Set.of("A", "B"), both.getSensitiveVariables());
    }

    private static final class Variable extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final String value;

        Variable(String name, String value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public void expand(EnvVars env) throws IOException, InterruptedException {
            env.override(name, value);
        }

        @Override
        public Set<String> getSensitiveVariables() {
            return Set.of(name);
        }
    }
}
