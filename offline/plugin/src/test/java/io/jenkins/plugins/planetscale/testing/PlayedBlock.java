package io.jenkins.plugins.planetscale.testing;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block of a step: what steps ask it for. When it begins and ends, whoever plays it decides. Written down as it is. */
public abstract class PlayedBlock extends BodyExecution {
    private static final long serialVersionUID = 1L;

    public boolean started;
    public boolean done;

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return List.of();
    }

    @Override
    public final boolean isCancelled() {
        return false;
    }

    @Override
    public final boolean isDone() {
        return done;
    }

    @Override
    public final Object get() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final Object get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    /** Starts a block whose variables and name nobody looks at. */
    public abstract static class Invoker extends BodyInvoker {
        @Override
        public BodyInvoker withContext(Object override) {
            return this;
        }

        @Override
        public final BodyInvoker withDisplayName(String name) {
            return this;
        }
    }
}
