package io.jenkins.plugins.planetscale.testing;

import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** A block that runs until a test ends it. */
public final class PlayedBody extends PlayedBlock {
    private static final long serialVersionUID = 1L;

    private final PlayedController.Context around;
    private BodyExecutionCallback callback;

    PlayedBody(PlayedController.Context around) {
        this.around = around;
    }

    BodyInvoker invoker() {
        return new Begin();
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

    private final class Begin extends Invoker {
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
