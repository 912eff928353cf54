package io.jenkins.plugins.planetscale.longrun;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block in which something takes its time. */
final class LongBody extends BodyExecution {
    private static final long serialVersionUID = 1L;

    private final LongContext around;
    private BodyExecutionCallback callback;
    private boolean started;
    private boolean done;

    LongBody(LongContext around) {
        this.around = around;
    }

    BodyInvoker invoker() {
        return new Invoker();
    }

    /** Begins to run, or goes on after a restart. */
    void begin() {
        if (done) {
            return;
        }
        if (!started) {
            started = true;
            callback.onStart(around);
            around.saveState();
        }
        around.build().work(this);
    }

    void succeed() {
        done = true;
        callback.onSuccess(around, null);
    }

    void fail(Throwable cause) {
        done = true;
        callback.onFailure(around, cause);
    }

    @Override
    public boolean cancel(Throwable cause) {
        if (done) {
            return false;
        }
        done = true;
        around.build().onCps(() -> callback.onFailure(around, cause));
        return true;
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return List.of();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public Object get() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    private final class Invoker extends BodyInvoker {
        @Override
        public BodyInvoker withContext(Object override) {
            return this;
        }

        @Override
        public BodyInvoker withDisplayName(String name) {
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback told) {
            callback = told;
            return this;
        }

        @Override
        public BodyExecution start() {
            around.build().onCps(LongBody.this::begin);
            return LongBody.this;
        }
    }
}
