package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.Closure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One call of a step: from its name in the Jenkinsfile to its end. */
final class Call {
    final Host host;
    final String function;
    final HostNode node;
    final Scope scope;
    /** Null for a step without a block. */
    final Closure<?> block;

    final HostContext context;
    private final List<Body> bodies = new CopyOnWriteArrayList<>();
    private final ScriptLock.Waiting waiting;
    private volatile StepExecution execution;
    private boolean over;
    private Object value;
    private Throwable failure;

    Call(Host host, String function, Scope scope, Closure<?> block) {
        this.host = host;
        this.function = function;
        this.scope = scope;
        this.block = block;
        this.node = host.newNode();
        this.waiting = host.scriptLock().waiting();
        this.context = new HostContext(this);
    }

    void execution(StepExecution started) {
        execution = started;
    }

    /** Null until it was started. */
    StepExecution execution() {
        return execution;
    }

    void entered(Body body) {
        bodies.add(body);
    }

    void left(Body body) {
        bodies.remove(body);
    }

    List<Body> bodies() {
        return bodies;
    }

    /** The first end counts. */
    void end(Object result, Throwable cause) {
        Throwable masked = cause;
        FailureHandler handler = scope.get(FailureHandler.class);
        if (cause != null && handler != null) {
            masked = handler.handle(context, cause);
        }
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            value = result;
            failure = masked;
        }
        waiting.release();
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Waits for the end on the script thread. */
    Object await() throws Throwable {
        waiting.await();
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
