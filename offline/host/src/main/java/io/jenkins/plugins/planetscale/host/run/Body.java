package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block of a step that runs, on a script thread of its own; the script itself is one, without a step around it. */
final class Body extends BodyExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(Body.class.getName());
    private static final ThreadLocal<Body> CURRENT = new ThreadLocal<>();

    private final transient Host host;
    private final transient Call around;
    private final transient Scope scope;
    private final transient CompletableFuture<Object> result = new CompletableFuture<>();
    private transient volatile Call call;
    private transient volatile Throwable stopped;

    /** @param around null for the script itself */
    Body(Host host, Call around, Scope scope) {
        this.host = host;
        this.around = around;
        this.scope = scope;
    }

    /** The one whose code runs on this thread. */
    static Body current() {
        Body body = CURRENT.get();
        if (body == null) {
            throw new IllegalStateException("a step was called outside of the script's threads");
        }
        return body;
    }

    void makeCurrent() {
        CURRENT.set(this);
    }

    Host host() {
        return host;
    }

    Scope scope() {
        return scope;
    }

    void enter(Call step) {
        call = step;
    }

    void leave() {
        call = null;
    }

    /** Why it shall stop, from before it had a step to stop; null for no reason. Taken once. */
    Throwable takeStopped() {
        Throwable cause = stopped;
        stopped = null;
        return cause;
    }

    void stopLater(Throwable cause) {
        stopped = cause;
    }

    /** On the way into the block; those that are started together are all launched before the first one runs. */
    private void launch(Closure<?> block, String label, List<BodyExecutionCallback> callbacks) {
        host.console().line("[Pipeline] {" + (label == null ? "" : " (" + label + ")"));
        for (BodyExecutionCallback callback : callbacks) {
            callback.onStart(around.context);
        }
        host.scriptLock().later(() -> host.scriptLock().start("block of " + around.function, () -> run(block, callbacks)));
    }

    private void run(Closure<?> block, List<BodyExecutionCallback> callbacks) {
        CURRENT.set(this);
        Object value = null;
        Throwable failure = null;
        try {
            Throwable before = takeStopped();
            if (before != null) {
                throw before;
            }
            value = block.call();
        } catch (Throwable e) {
            failure = Scripts.unwrapped(e);
        }
        end(value, failure, callbacks);
    }

    private void end(Object value, Throwable cause, List<BodyExecutionCallback> callbacks) {
        Throwable failure = cause;
        FailureHandler handler = scope.get(FailureHandler.class);
        if (failure != null && handler != null) {
            failure = handler.handle(around.context, failure);
        }
        around.left(this);
        host.console().line("[Pipeline] }");
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure);
        }
        for (BodyExecutionCallback callback : callbacks) {
            if (failure == null) {
                callback.onSuccess(around.context, value);
            } else {
                callback.onFailure(around.context, failure);
            }
        }
    }

    /** The innermost steps that run here. */
    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        List<StepExecution> innermost = new ArrayList<>();
        collect(innermost);
        return innermost;
    }

    private void collect(List<StepExecution> innermost) {
        Call current = call;
        if (current == null || current.isOver()) {
            return;
        }
        List<Body> bodies = current.bodies();
        if (bodies.isEmpty()) {
            if (current.execution() != null) {
                innermost.add(current.execution());
            }
        } else {
            bodies.forEach(body -> body.collect(innermost));
        }
    }

    @Override
    public boolean cancel(Throwable cause) {
        if (result.isDone()) {
            return false;
        }
        if (call == null) {
            stopped = cause; // it has not begun
        }
        host.scriptLock().later(() -> stop(cause));
        return true;
    }

    /** Stops what runs innermost, when it is its turn. */
    void stop(Throwable cause) {
        List<StepExecution> executions = new ArrayList<>(getCurrentExecutions());
        Collections.reverse(executions);
        for (StepExecution execution : executions) {
            stopped = null;
            try {
                execution.stop(cause);
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "A step cannot be stopped", e);
            }
        }
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
        return result.get();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(timeout, unit);
    }

    /** Starts one. */
    static final class Invoker extends BodyInvoker {
        private final Call around;
        private final Closure<?> block;
        private final List<BodyExecutionCallback> callbacks = new ArrayList<>();
        private Scope scope;
        private String label;

        Invoker(Call around, Closure<?> block) {
            this.around = around;
            this.block = block;
            this.scope = around.scope;
        }

        @Override
        public BodyInvoker withContext(Object inner) {
            scope = scope.with(inner);
            return this;
        }

        @Override
        public BodyInvoker withDisplayName(String name) {
            label = name;
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback callback) {
            callbacks.add(callback);
            return this;
        }

        @Override
        public BodyExecution start() {
            Body body = new Body(around.host, around, scope);
            around.entered(body);
            around.host.scriptLock().later(() -> body.launch(block, label, callbacks));
            return body;
        }
    }
}
