package io.jenkins.plugins.planetscale.testing;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block that runs until a test ends it. */
public final class PlayedBody extends BodyExecution {
    private static final long serialVersionUID = 1L;

    private final PlayedController.Context around;
    private BodyExecutionCallback callback;
    private boolean started;
    private boolean done;

    PlayedBody(PlayedController.Context around) {
        this.around = around;
    }

    BodyInvoker invoker() {
        return new Invoker();
    }

    public boolean isRunning() {
        return started && !done;
    }

    public void succeed() {
        done = true;
        callback.onSuccess(around, null);
    }

    @Override
    public boolean cancel(Throwable cause) {
        if (done) {
            return false;
        }
        done = true;
        PlayedController.onCpsThread(() -> callback.onFailure(around, cause));
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
            PlayedController.onCpsThread(() -> {
                started = true;
                callback.onStart(around);
                around.saveState();
            });
            return PlayedBody.this;
        }
    }
}
