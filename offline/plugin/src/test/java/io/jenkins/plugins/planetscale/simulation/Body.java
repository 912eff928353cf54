package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.testing.PlayedBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block of a step, which runs on its build's program. */
final class Body extends PlayedBlock {
    private static final long serialVersionUID = 1L;

    final Context around;
    final ArrayList<BodyExecutionCallback> callbacks = new ArrayList<>();
    /** What the step gives the block: variables, masks. Written down with it. */
    final ArrayList<Object> contexts = new ArrayList<>();

    Throwable cancelled;

    Body(Context around) {
        this.around = around;
    }

    void succeed() {
        done = true;
        List.copyOf(callbacks).forEach(callback -> callback.onSuccess(around, null));
    }

    void fail(Throwable cause) {
        done = true;
        List.copyOf(callbacks).forEach(callback -> callback.onFailure(around, cause));
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return around.build().interpreter().innermostOf(this);
    }

    @Override
    public boolean cancel(Throwable cause) {
        if (done) {
            return false;
        }
        around.build().onCps("cancel", () -> around.build().interpreter().cancel(this, cause));
        return true;
    }

    /** Starts one. */
    static final class Begin extends Invoker {
        private final Body body;

        Begin(Context around) {
            body = new Body(around);
        }

        @Override
        public BodyInvoker withContext(Object override) {
            body.contexts.add(override);
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback callback) {
            body.callbacks.add(callback);
            return this;
        }

        @Override
        public BodyExecution start() {
            Build build = body.around.build();
            build.onCps("block", () -> build.interpreter().enter(body));
            return body;
        }
    }
}
