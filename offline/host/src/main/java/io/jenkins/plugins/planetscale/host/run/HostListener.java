package io.jenkins.plugins.planetscale.host.run;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes to the console through the log filters of the blocks around a step. */
final class HostListener implements TaskListener {
    private final PrintStream out;

    /** @param filter may be null */
    HostListener(Console console, ConsoleLogFilter filter, Run<?, ?> run) throws IOException, InterruptedException {
        OutputStream stream = console.stream();
        OutputStream filtered = filter == null ? stream : filter.decorateLogger(run, stream);
        out = new PrintStream(filtered, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream getLogger() {
        return out;
    }
}
