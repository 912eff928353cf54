package io.jenkins.plugins.planetscale.steps.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GroovyClassLoader;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of a script at the end of a block: what of them is called, where, and what is left of them. */
class BodyResultTest {
    /** The body of a method that never returns. */
    private static final String HANG = "while (true) { java.util.concurrent.locks.LockSupport.park() }";

    /**
     * Each would take or break the thread that calls it; that nothing is called is what is tried.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "String getMessage() { HANG }",
                "String getMessage() { throw new IllegalStateException() }",
                "String getMessage() { throw new StackOverflowError() }",
                "String getLocalizedMessage() { HANG }",
                "String toString() { HANG }",
                "int hashCode() { HANG }",
                "boolean equals(Object o) { HANG }",
                "Throwable getCause() { HANG }",
                "StackTraceElement[] getStackTrace() { HANG }",
                "private void writeObject(ObjectOutputStream out) { HANG }"
            })
    void onThePluginsThreadsNothingOfTheScriptIsCalled(String method) throws Exception {
        Throwable failure = thrown(method);
        assertTimeoutPreemptively(TestLimits.HANGING, () -> {
            BodyResult end = BodyResult.bad(failure);
            assertFalse(end.isGood());
            assertFalse(end.isInterruption());
            assertSame(failure, end.failure());
            assertSame(end, end.because(failure));
            assertTrue(List.of("Odd", "the message").contains(end.message()), end.message());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    String getMessage() { 'the tests fail' }              | the tests fail
                    String getMessage() { null }                          | Odd
                    String getMessage() { ' ' }                           | Odd
                    String getMessage() { throw new IOException('no') }   | Odd
                    String getMessage() { throw new StackOverflowError() }| Odd
                    String getMessage() { getMessage() }                  | Odd
                    String toString() { throw new Error() }               | the message
                    """)
    void whereTheScriptRunsItsMessageIsTakenOnce(String method, String message) throws Exception {
        BodyResult end = BodyResult.ofScript(thrown(method));
        assertEquals(message, end.message());
    }

    @Test
    void theMessageIsTakenOnceOnly() throws Exception {
        BodyResult end = BodyResult.ofScript(thrown("static int calls; String getMessage() { 'call ' + ++calls }"));
        assertEquals("call 1", end.message());
        assertEquals("call 1", end.message());
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        BodyResult end = BodyResult.ofScript(thrown("String getMessage() { 'x' * 5_000_000 }"));
        assertEquals(1_001, end.message().length());
    }

    @Test
    void theCauseOfAnInterruptionIsSomebodysCodeToo() throws Exception {
        CauseOfInterruption loops =
                (CauseOfInterruption) new GroovyClassLoader(getClass().getClassLoader())
                        .parseClass("class Why extends jenkins.model.CauseOfInterruption {"
                                + " String getShortDescription() { HANG } }")
                        .getDeclaredConstructor()
                        .newInstance();
        FlowInterruptedException stop = new FlowInterruptedException(Result.ABORTED, true, loops);
        assertTimeoutPreemptively(TestLimits.HANGING, () -> {
            BodyResult end = BodyResult.bad(stop);
            assertTrue(end.isInterruption());
            assertEquals("it was stopped", end.message());
        });
    }

    @Test
    void whatCanBeWrittenSurvivesARestart() throws Exception {
        assertEquals(
                List.of("a"),
                again(BodyResult.good(new ArrayList<>(List.of("a")))).value());
        BodyResult bad = again(BodyResult.bad(new AbortException("the tests fail")));
        assertInstanceOf(AbortException.class, bad.failure());
        assertEquals("the tests fail", bad.message());
    }

    @Test
    void whatCannotBeWrittenKeepsNothingElseFromBeingWritten() throws Exception {
        assertNull(again(BodyResult.good(new Object())).value());
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(deep);
            deep = outer;
        }
        BodyResult end = BodyResult.good(deep);
        assertSame(deep, end.value());
        assertNull(again(end).value());
        BodyResult bad = again(BodyResult.ofScript(
                thrown("private void writeObject(ObjectOutputStream out) { throw new Error('no') }")));
        assertEquals("Odd: the message", bad.failure().getMessage());
        assertEquals("the message", bad.message());
    }

    private static BodyResult again(BodyResult end) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(end);
        }
        return (BodyResult) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    /** An exception of a class that a script has. */
    private static Throwable thrown(String method) throws Exception {
        return (Throwable) new GroovyClassLoader(BodyResultTest.class.getClassLoader())
                .parseClass("class Odd extends Exception { Odd() { super('the message') }; "
                        + method.replace("HANG", HANG) + " }")
                .getDeclaredConstructor()
                .newInstance();
    }
}
