package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.host.run.Dsl;
import io.jenkins.plugins.planetscale.host.time.HostClock;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Runs a Jenkinsfile against a local PlanetScale, without Jenkins; see {@link ExitCode} for how it ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(CommandLine.USAGE);
            return ExitCode.USAGE;
        }
        String text;
        try {
            text = Files.readString(line.jenkinsfile);
        } catch (IOException e) {
            err.println("Cannot read the Jenkinsfile " + line.jenkinsfile + ".");
            return ExitCode.USAGE;
        }
        LocalClock clock = line.setup.realClock ? LocalClock.system() : LocalClock.manual(Instant.now());
        long began = System.nanoTime();
        Instant from = clock.now();
        try (LocalPlanetScale planetscale = LocalPlanetScale.start(0, clock)) {
            Site.stock(planetscale);
            HostClock simulated = line.setup.realClock ? null : Clocks.of(clock);
            try (Session session = new Session(line.setup, simulated, out, err::println)) {
                Site.connect(session.controller(), planetscale.url());
                Ending ending = session.answering().run(text);
                explain(ending, line.jenkinsfile, err);
                out.println();
                out.println("At PlanetScale now:");
                planetscale.world().dumpLive().lines().forEach(left -> out.println("  " + left));
                if (simulated != null) {
                    tellTime(Duration.between(from, clock.now()), Duration.ofNanos(System.nanoTime() - began), out);
                }
                return ExitCode.of(ending);
            }
        }
    }

    private static void tellTime(Duration simulated, Duration taken, PrintStream out) {
        out.printf(
                "That was %d h %02d min of simulated time, in %.1f s.%n",
                simulated.toHours(), simulated.toMinutesPart(), taken.toMillis() / 1000.0);
    }

    /** Says where in the file it went wrong, as a compiler does. */
    private static void explain(Ending ending, Path file, PrintStream err) {
        Throwable failure = ending.failure();
        if (failure instanceof MultipleCompilationErrorsException errors) {
            for (Object error : errors.getErrorCollector().getErrors()) {
                if (error instanceof SyntaxErrorMessage message) {
                    SyntaxException cause = message.getCause();
                    err.println(file + ":" + cause.getLine() + ":" + cause.getStartColumn() + ": "
                            + cause.getOriginalMessage());
                }
            }
        } else if (failure != null) {
            String what = failure instanceof Dsl.UnknownStepError unknown
                    ? unknown.advice()
                    : String.valueOf(failure.getMessage() == null ? failure : failure.getMessage());
            err.println(file + (ending.line() > 0 ? ":" + ending.line() : "") + ": "
                    + what.lines().findFirst().orElse(""));
        }
    }
}
