package io.jenkins.plugins.planetscale.simulation;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.simulation.Program.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the script of a build in one life of the controller: begins its steps and blocks, ends them, stops them. */
final class Interpreter {
    final Program program;
    private final Simulation simulation;
    private final Build build;
    private final Session session;
    /** Steps that have said in this life of the controller that they are over. */
    private final Set<String> reported = new HashSet<>();

    /** @param program where it is, which changes */
    Interpreter(Simulation simulation, Build build, Session session, Program program) {
        this.simulation = simulation;
        this.build = build;
        this.session = session;
        this.program = program;
    }

    /** Goes on where the program was written down. */
    void resume() {
        long place = 0;
        for (Level level : program.levels) {
            StepExecution execution = level.execution;
            if (execution != null) {
                session.in(Duration.ofMillis(10 + 5 * place++), "resume", () -> {
                    if (!build.isOver() && level.execution == execution) {
                        execution.onResume();
                    }
                });
            }
        }
        Level innermost = program.innermost();
        if (innermost.workUntil != null) {
            work(innermost);
        } else if (innermost.execution == null) {
            build.onCps("go on", this::advance);
        }
    }

    private List<Item> items(int depth) {
        List<Item> items = build.script;
        for (int i = 0; i < depth; i++) {
            items = ((Item.Call) items.get(program.levels.get(i).index)).block();
        }
        return items;
    }

    /** Goes on with the innermost block. */
    void advance() {
        while (!build.isOver()) {
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
        Context context = build.context(level.node);
        try {
            simulation.judge().begins(build, call, level.node);
            level.execution = call.step().apply(program).start(context);
            level.execution.start();
        } catch (Exception e) {
            level.stepOver();
            leave(level, e);
        }
        return true;
    }

    private void work(Level level) {
        session.in(Duration.between(simulation.now(), level.workUntil), "work", () -> build.onCps("worked", () -> {
            if (level.workUntil != null && program.levels.contains(level)) {
                Item.Work work = (Item.Work) items(program.levels.indexOf(level)).get(level.index);
                level.stepOver();
                level.index++;
                if (work.fails()) {
                    leave(level, new AbortException("script returned exit code 1"));
                } else {
                    advance();
                }
            }
        }));
    }

    /** A step says that it is over. */
    void ended(Context context, Object value, Throwable cause) {
        reported.add(context.node());
        simulation.judge().ended(build, context.node(), value, cause);
        build.onCps("step over", () -> {
            for (Level level : program.levels) {
                if (context.node().equals(level.node)) {
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
        if (program.levels.stream().noneMatch(level -> body.around.node().equals(level.node))) {
            simulation.violated("block", "a step of " + build.id() + " begins a block after its end");
            return;
        }
        body.started = true;
        body.callbacks.forEach(callback -> callback.onStart(body.around));
        Level level = new Level(body);
        level.interrupted = body.cancelled;
        program.levels.add(level);
        simulation.judge().blockBegins(build, body);
        advance();
    }

    /** A block ends, or the script. */
    private void leave(Level level, Throwable cause) {
        while (program.innermost() != level) {
            program.levels.remove(program.levels.size() - 1);
        }
        program.levels.remove(level);
        if (level.body == null) {
            build.ends(cause);
        } else if (cause == null) {
            level.body.succeed();
        } else {
            level.body.fail(cause);
        }
    }

    void cancel(Body body, Throwable cause) {
        body.cancelled = cause;
        if (program.levels.stream().anyMatch(level -> level.body == body)) {
            stop(cause);
        }
    }

    /** Whether there is something to stop by now; else what comes next is stopped. */
    boolean isStoppable() {
        Level level = program.innermost();
        return level.execution != null && !reported.contains(level.node) || level.workUntil != null;
    }

    void stop(Throwable cause) {
        Level level = program.innermost();
        if (!isStoppable()) {
            level.interrupted = cause;
        } else if (level.execution == null) {
            level.stepOver();
            leave(level, cause);
        } else {
            try {
                level.execution.stop(cause);
            } catch (Exception e) {
                simulation.violated("stop", "a step threw when it was stopped: " + e);
            }
        }
    }

    List<StepExecution> innermostOf(Body body) {
        Level innermost = program.innermost();
        return innermost.execution == null ? List.of() : List.of(innermost.execution);
    }

    /** The executions of the steps that run, the outermost first. */
    List<StepExecution> executions() {
        return program.levels.stream()
                .map(level -> level.execution)
                .filter(execution -> execution != null)
                .toList();
    }

    /** The step that runs innermost; null for none. */
    String function() {
        if (program.innermost().node == null) {
            return null;
        }
        int depth = program.levels.size() - 1;
        return ((Item.Call) items(depth).get(program.innermost().index)).function();
    }
}
