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
        StringWriter text = new StringWriter();
        text.append(new SimpleFormatter().formatMessage(logged));
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(text.toString());
        boolean ours = String.valueOf(logged.getLoggerName()).startsWith(PLUGIN)
                || text.toString().contains(PLUGIN);
        if (ours && logged.getLevel().intValue() >= Level.WARNING.intValue()) {
            complaints.add(logged.getLoggerName() + ": " + text);
        }
    }

    String text() {
        return String.join("\n", lines);
    }

    /** Warnings of the plugin, or that have it in their stack trace. */
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
