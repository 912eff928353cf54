package io.jenkins.plugins.planetscale.steps;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The message of a throwable, without calling a script's code on the plugin's threads (invariant I11). The methods of
 * an exception that a script threw are the script's: {@code getMessage()} can throw, never return, or return an endless
 * text. So it is called once, on the thread of the script, and the text is passed on. The message of an interruption is
 * built from its causes, which anybody can implement. Nor is {@code addSuppressed} called on such an exception, as a
 * script may hold its lock for ever: what would be suppressed is logged instead.
 */
@Restricted(NoExternalUse.class)
public final class FailureText {
    private static final int LONGEST = 1_000;

    /** More throwables around each other than anybody makes. */
    private static final int MOST = 50;

    private FailureText() {}

    /**
     * For the thread on which the script runs: it may call what the script wrote, under the limits that Pipeline sets to
     * the script itself. Never throws.
     */
    public static String onScriptThread(Throwable failure) {
        if (!isForeign(failure)) {
            return onAnyThread(failure);
        }
        String message;
        try {
            message = failure.getMessage();
        } catch (Throwable e) { // also Pipeline's own signal that a method must not be called from Java
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            message = null;
        }
        return message(failure, message);
    }

    /** For any thread: calls nothing that is not Java's or this plugin's. Never throws. */
    public static String onAnyThread(Throwable failure) {
        return failure == null ? "" : message(failure, isForeign(failure) ? null : failure.getMessage());
    }

    /**
     * The same throwable where nothing in it is of a script, so that any thread may print it; else one that says what is
     * known of it. A cause or a suppressed one can be a script's too: what a script writes into the state of a build can
     * throw while it is saved. Never throws.
     */
    public static Throwable withoutScript(Throwable failure) {
        return failure == null || isPlain(failure, MOST) ? failure : new IOException(onAnyThread(failure));
    }

    private static boolean isPlain(Throwable failure, int depth) {
        if (depth == 0 || isOfScript(failure.getClass())) {
            return false;
        }
        Throwable cause = failure.getCause();
        if (cause != null && !isPlain(cause, depth - 1)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isPlain(suppressed, depth - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Of a class that Groovy has compiled, or one of Groovy's own, some of which show the objects of a failed call. */
    private static boolean isOfScript(Class<?> type) {
        if (type.getName().startsWith("groovy.") || type.getName().startsWith("org.codehaus.groovy.")) {
            return true;
        }
        for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
            for (Class<?> kind = loader.getClass(); kind != null; kind = kind.getSuperclass()) {
                if (kind.getName().equals("groovy.lang.GroovyClassLoader")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String message(Throwable failure, String message) {
        String name = failure instanceof FlowInterruptedException
                ? "it was stopped"
                : failure.getClass().getName();
        String words = message == null || message.isBlank() ? name : message;
        int end = Math.min(words.length(), LONGEST);
        if (end == words.length()) {
            return words;
        }
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Whether its message is made by code of somebody else. */
    private static boolean isForeign(Throwable failure) {
        if (failure instanceof FlowInterruptedException) {
            return true;
        }
        try {
            Class<?> maker = failure.getClass().getMethod("getMessage").getDeclaringClass();
            return maker.getClassLoader() != null && maker.getClassLoader() != FailureText.class.getClassLoader();
        } catch (NoSuchMethodException | LinkageError e) {
            return true;
        }
    }
}
