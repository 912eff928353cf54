package io.jenkins.plugins.planetscale.scenario;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged in this JVM, over restarts; of the plugin the finest too. */
final class ControllerLog extends Handler implements AutoCloseable {
    private static final String PLUGIN = "io.jenkins.plugins.planetscale";

    private final Logger root = Logger.getLogger("");
    private final Logger plugin = Logger.getLogger(PLUGIN);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    ControllerLog() {
        setLevel(Level.ALL);
        plugin.setLevel(Level.ALL);
        root.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        String text = text(logged);
        lines.add(text);
        if (isComplaint(logged)) {
            complaints.add(logged.getLoggerName() + ": " + text);
        }
    }

    /** A warning of the plugin, or one that has it in its text or stack trace. */
    static boolean isComplaint(LogRecord logged) {
        boolean ours = String.valueOf(logged.getLoggerName()).startsWith(PLUGIN)
                || text(logged).contains(PLUGIN);
        return ours && logged.getLevel().intValue() >= Level.WARNING.intValue();
    }

    /** With the stack trace. */
    static String text(LogRecord logged) {
        StringWriter text = new StringWriter();
        text.append(new SimpleFormatter().formatMessage(logged));
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    String text() {
        return String.join("\n", lines);
    }

    /** See {@link #isComplaint}. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        plugin.setLevel(null);
    }
}
