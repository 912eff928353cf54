package io.jenkins.plugins.planetscale.simulation;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.jenkins.plugins.planetscale.simulation.Program.Level;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A build over all lives of the controller: what it is to do, what is written down of it and how it ends. Its program runs
 * on a thread of its own, which is one task of the queue after the other.
 */
final class Build {
    final Intent intent;
    final List<Item> script;
    private final Simulation simulation;
    private final Disk disk = new Disk();
    private final Map<String, Context> contexts = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Interpreter interpreter;
    private BuildRun run;
    private Session session;
    private long cpsTasks;
    private Instant cpsFree;
    private boolean over;
    private Throwable failure;
    /** Whether a stop has reached a step, and whether that is written down. */
    private boolean stopDelivered;

    private boolean stopWritten;

    Build(Simulation simulation, Intent intent) {
        this.simulation = simulation;
        this.intent = intent;
        this.script = intent.script();
    }

    String id() {
        return intent.id();
    }

    BuildRun run() {
        return run;
    }

    Program program() {
        return interpreter.program;
    }

    boolean isOver() {
        return over;
    }

    /** What runs it in this life of the controller. */
    Interpreter interpreter() {
        return interpreter;
    }

    boolean hasBegun() {
        return interpreter != null;
    }

    /** Why it failed; null for success. */
    Throwable failure() {
        return failure;
    }

    List<String> log() {
        return log;
    }

    /** Whether somebody's stop has reached a step. */
    boolean isStopped() {
        return stopDelivered;
    }

    PrintStream logger() {
        return new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String text) {
                String line = simulation.planted().line(Build.this, text);
                log.add(line);
                simulation.says(Build.this, line);
            }
        };
    }

    Context context(String node) {
        return contexts.computeIfAbsent(node, id -> new Context(session, this, id));
    }

    void begin(Session now, SimulatedJob job) {
        session = now;
        run = new BuildRun(job, this, intent.number());
        start();
    }

    /** The next life of the controller: goes on with what was written down. */
    void restore(Session now, SimulatedJob job, boolean before) {
        session = now;
        run = new BuildRun(job, this, intent.number());
        cpsFree = null;
        contexts.clear();
        stopDelivered &= stopWritten;
        disk.restoreActions(run);
        if (over || interpreter == null) {
            return;
        }
        Program program = disk.restoreProgram(before);
        if (program == null) {
            start();
            return;
        }
        interpreter = new Interpreter(simulation, this, session, program);
        interpreter.resume();
    }

    private void start() {
        interpreter = new Interpreter(simulation, this, session, new Program());
        interpreter.program.levels.add(new Level(null));
        onCps("start", interpreter::advance);
    }

    /** Something on the thread that runs the program; what it changes is written down after it. */
    void onCps(String what, Runnable task) {
        inTurn(Duration.ofMillis(2), what, () -> {
            if (!over) {
                task.run();
                write(false);
            }
        });
    }

    /** One task after the other, as there is one thread. */
    private void inTurn(Duration longest, String what, Runnable task) {
        Duration takes = simulation.draw().spread(Duration.ofMillis(1), longest, "cps", id(), cpsTasks++);
        Instant now = simulation.now();
        Instant begins = cpsFree == null || cpsFree.isBefore(now) ? now : cpsFree;
        cpsFree = begins.plus(takes);
        session.in(Duration.between(now, cpsFree), what, task);
    }

    private void write(boolean told) {
        if (!over && !simulation.planted().losesSaves(this)) {
            disk.write(interpreter.program, told);
            simulation.written(this, disk.last());
        }
        stopWritten |= told && stopDelivered;
    }

    /** Pipeline writes the program when its thread comes to it. */
    ListenableFuture<Void> save(Context context) {
        if (context.session.isDead() || over) {
            return Futures.immediateFuture(null);
        }
        SettableFuture<Void> saved = SettableFuture.create();
        inTurn(Duration.ofSeconds(2), "save", () -> {
            write(true);
            saved.set(null);
        });
        return saved;
    }

    /** {@code Run.save()}. */
    void saveActions() {
        if (!session.isDead()) {
            simulation.written(this, disk.writeActions(run));
        }
    }

    /** The script has ended; null for well. */
    void ends(Throwable cause) {
        over = true;
        failure = cause;
        saveActions();
        simulation.judge().over(this);
    }

    /** Somebody or something stops the build, as its page's button does. */
    void interrupt(Throwable cause) {
        onCps("interrupt", () -> {
            stopDelivered |= interpreter.isStoppable();
            interpreter.stop(cause);
        });
    }

    /** The executions of the steps that run, the outermost first. */
    List<StepExecution> executions() {
        return over || interpreter == null ? List.of() : interpreter.executions();
    }

    /** The step that runs innermost; null for none. */
    String function() {
        return over || interpreter == null ? null : interpreter.function();
    }
}
