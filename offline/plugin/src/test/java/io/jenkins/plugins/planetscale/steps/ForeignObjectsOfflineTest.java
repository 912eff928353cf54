package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script wrote is never called on a thread of the plugin (invariant I11), wherever it comes in. */
class ForeignObjectsOfflineTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Of a class that a Jenkinsfile could declare. */
    private static Object script(String declaration) {
        try (GroovyClassLoader loader = new GroovyClassLoader()) {
            return loader.parseClass(declaration).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Throwable hostile(String body) {
        return (Throwable) script("class Bad extends Exception { String getMessage() { " + body + " }\n"
                + "String toString() { " + body + " } }");
    }

    /** As the log of Jenkins does, on the thread that reports. */
    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "throw new Error('no')",
                "return null",
                "return 'x' * 100_000_000",
                "throw this",
                "System.exit(1)"
            })
    void noThreadOfThePluginAsksAThrowableOfAScript(String body) {
        Throwable bad = hostile(body);
        Exception suppressing = new IOException("cannot be written");
        suppressing.addSuppressed(bad);
        for (Throwable failure : List.of(bad, new IOException("outer", bad), suppressing, new Exception(new Exception("two", bad)))) {
            assertTimeoutPreemptively(SOON, () -> {
                assertTrue(FailureText.onAnyThread(failure).length() < 2_000);
                Throwable plain = FailureText.withoutScript(failure);
                assertTrue(printed(plain).length() < 20_000);
                assertFalse(printed(plain).contains("Bad.getMessage"));
            });
        }
    }

    @Test
    void whatIsNotOfAScriptIsReportedAsItIs() {
        Exception plain = new IOException("disk full", new IllegalStateException("no space"));
        assertSame(plain, FailureText.withoutScript(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Odd { String toString() { while (true) { } } }",
                "class Odd { String toString() { throw new Error('no') } }",
                "class Odd { String toString() { 'x' * 100_000_000 } }",
                "class Odd { String toString() { null } }",
                "class Odd extends Number { int intValue() { 1 }; long longValue() { 1 }; float floatValue() { 1 };"
                        + " double doubleValue() { 1 }; String toString() { while (true) { } } }",
                "class Odd extends Closure { Odd() { super(null) }; String toString() { while (true) { } } }"
            })
    void anObjectThatIsNoValueIsNotAskedHowItLooks(String declaration) {
        Object odd = script(declaration);
        assertTimeoutPreemptively(SOON, () -> {
            for (Object value : List.of(odd, List.of(odd), Arrays.asList(null, odd), Map.of("a", odd), List.of(List.of(odd)))) {
                for (String parameter : List.of("branch", "notes", "stage", "gates")) {
                    WrongParameter wrong = assertThrows(
                            WrongParameter.class,
                            () -> GivenParameters.of("planetscaleDeployRequest", DeployRequestStep.class, Map.of(parameter, value)),
                            parameter);
                    assertTrue(wrong.getMessage().length() < 2_000, "a long message");
                }
            }
        });
    }

    @Test
    void aListIsShownAsItWasWritten() {
        WrongParameter wrong = assertThrows(
                WrongParameter.class,
                () -> GivenParameters.of(
                        "planetscaleDeployRequest", DeployRequestStep.class, Map.of("branch", Arrays.asList("a", 1, null))));
        assertTrue(wrong.getMessage().contains("the list ['a', 1, null]"), wrong.getMessage());
        assertEquals(1, wrong.getMessage().lines().count());
    }
}
