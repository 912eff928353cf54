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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A build over all lives of the controller: its script, the place in it, and what is written down. Runs its program on a
 * thread of its own, which is one task of the queue after the other.
 */
final class Build {
    final Intent intent;
    final List<Item> script;
    private final Simulation simulation;
    private final Disk disk = new Disk();
    private final Map<String, Context> contexts = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Program program;
    private BuildRun run;
    private Session session;
    private long cpsTasks;
    private Instant cpsFree;
    private boolean over;
    private Throwable failure;
    /** Whether a stop has reached a step, and whether that is written down. */
    private boolean stopDelivered;

    private boolean stopWritten;
    /** Steps that have said in this life of the controller that they are over. */
    private final Set<String> reported = new HashSet<>();

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
        return program;
    }

    boolean isOver() {
        return over;
    }

    boolean hasBegun() {
        return program != null;
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
        program = new Program();
        program.levels.add(new Level(null));
        onCps("start", this::advance);
    }

    /** The next life of the controller: goes on with what was written down. */
    void restore(Session now, SimulatedJob job, boolean before) {
        session = now;
        run = new BuildRun(job, this, intent.number());
        cpsFree = null;
        contexts.clear();
        reported.clear();
        stopDelivered &= stopWritten;
        disk.restoreActions(run);
        if (over || program == null) {
            return;
        }
        program = disk.restoreProgram(before);
        if (program == null) {
            program = new Program();
            program.levels.add(new Level(null));
            onCps("start", this::advance);
            return;
        }
        long place = 0;
        for (Level level : program.levels) {
            StepExecution execution = level.execution;
            if (execution != null) {
                session.in(Duration.ofMillis(10 + 5 * place++), "resume", () -> {
                    if (!over && level.execution == execution) {
                        execution.onResume();
                    }
                });
            }
        }
        Level innermost = program.innermost();
        if (innermost.workUntil != null) {
            work(innermost);
        } else if (innermost.execution == null) {
            onCps("go on", this::advance);
        }
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
            disk.write(program, told);
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

    private List<Item> items(int depth) {
        List<Item> items = script;
        for (int i = 0; i < depth; i++) {
            items = ((Item.Call) items.get(program.levels.get(i).index)).block();
        }
        return items;
    }

    /** Goes on with the innermost block. */
    private void advance() {
        while (!over) {
            Level level = program.innermost();
            if (level.execution != null || level.workUntil != null) {
                return;
            }
            if (level.interrupted != null) {
                leave(level, level.interrupted);
                return;
            }
            List<Item> items = items(program.levels.size() - 1);
            if (level.index >= items.size()) {
                leave(level, null);
                return;
            }
            if (begin(level, items.get(level.index))) {
                return;
            }
        }
    }

    /** @return whether it goes on later */
    private boolean begin(Level level, Item item) {
        if (item instanceof Item.Act act) {
            act.deed().accept(program);
            level.index++;
            return false;
        }
        if (item instanceof Item.Work work) {
            level.workUntil = simulation.now().plus(work.takes());
            work(level);
            return true;
        }
        Item.Call call = (Item.Call) item;
        level.node = String.valueOf(++program.nodes);
        Context context = context(level.node);
        try {
            simulation.judge().begins(this, call, level.node);
            level.execution = call.step().apply(program).start(context);
            level.execution.start();
        } catch (Exception e) {
            level.stepOver();
            leave(level, e);
        }
        return true;
    }

    private void work(Level level) {
        session.in(Duration.between(simulation.now(), level.workUntil), "work", () -> onCps("worked", () -> {
            if (level.workUntil != null && program.levels.contains(level)) {
                Item.Work work = (Item.Work) items(program.levels.indexOf(level)).get(level.index);
                level.stepOver();
                level.index++;
                if (work.fails()) {
                    leave(level, new hudson.AbortException("script returned exit code 1"));
                } else {
                    advance();
                }
            }
        }));
    }

    /** A step says that it is over. */
    void ended(Context context, Object value, Throwable cause) {
        reported.add(context.node);
        simulation.judge().ended(this, context.node, value, cause);
        onCps("step over", () -> {
            for (Level level : program.levels) {
                if (context.node.equals(level.node)) {
                    Item.Call call = (Item.Call) items(program.levels.indexOf(level)).get(level.index);
                    level.stepOver();
                    if (cause == null) {
                        call.took().accept(program, value);
                        level.index++;
                        advance();
                    } else {
                        leave(level, cause);
                    }
                    return;
                }
            }
        });
    }

    /** A block begins. */
    void enter(Body body) {
        if (program.levels.stream().noneMatch(level -> body.around.node.equals(level.node))) {
            simulation.violated("block", "a step of " + id() + " begins a block after its end");
            return;
        }
        body.started = true;
        body.callbacks.forEach(callback -> callback.onStart(body.around));
        Level level = new Level(body);
        level.interrupted = body.cancelled;
        program.levels.add(level);
        simulation.judge().blockBegins(this, body);
        advance();
    }

    /** A block ends, or the script. */
    private void leave(Level level, Throwable cause) {
        while (program.innermost() != level) {
            program.levels.remove(program.levels.size() - 1);
        }
        program.levels.remove(level);
        if (level.body == null) {
            over = true;
            failure = cause;
            run.over();
            saveActions();
            simulation.judge().over(this);
        } else if (cause == null) {
            level.body.succeed();
        } else {
            level.body.fail(cause);
        }
    }

    /** Somebody or something stops the build, as its page's button does. */
    void interrupt(Throwable cause) {
        onCps("interrupt", () -> stop(program.innermost(), cause));
    }

    void cancel(Body body, Throwable cause) {
        body.cancelled = cause;
        if (program.levels.stream().anyMatch(level -> level.body == body)) {
            stop(program.innermost(), cause);
        }
    }

    private void stop(Level level, Throwable cause) {
        if (level.execution != null && !reported.contains(level.node)) {
            try {
                stopDelivered = true;
                level.execution.stop(cause);
            } catch (Exception e) {
                simulation.violated("stop", "a step threw when it was stopped: " + e);
            }
        } else if (level.workUntil != null) {
            stopDelivered = true;
            level.stepOver();
            leave(level, cause);
        } else {
            level.interrupted = cause;
        }
    }

    List<StepExecution> innermostOf(Body body) {
        Level innermost = program.innermost();
        return innermost.execution == null ? List.of() : List.of(innermost.execution);
    }

    /** The executions of the steps that run, the outermost first. */
    List<StepExecution> executions() {
        return over || program == null
                ? List.of()
                : program.levels.stream()
                        .map(level -> level.execution)
                        .filter(execution -> execution != null)
                        .toList();
    }

    /** The step that runs innermost; null for none. */
    String function() {
        if (over || program == null || program.innermost().node == null) {
            return null;
        }
        int depth = program.levels.size() - 1;
        return ((Item.Call) items(depth).get(program.innermost().index)).function();
    }
}
