package io.jenkins.plugins.planetscale.longrun;

import io.jenkins.plugins.planetscale.testing.PlayedBlock;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** A block in which something takes its time. */
final class LongBody extends PlayedBlock {
    private static final long serialVersionUID = 1L;

    private final LongContext around;
    private BodyExecutionCallback callback;

    LongBody(LongContext around) {
        this.around = around;
    }

    BodyInvoker invoker() {
        return new Begin();
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

    private final class Begin extends Invoker {
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
