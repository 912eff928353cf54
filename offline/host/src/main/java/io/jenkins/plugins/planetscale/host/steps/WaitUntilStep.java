package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code waitUntil}: runs its block until it is true, with growing pauses. */
public final class WaitUntilStep extends Step {
    private static final long SHORTEST = 250;
    private static final long LONGEST = 15_000;

    private boolean quiet;
    private long initialRecurrencePeriod = SHORTEST;

    @DataBoundConstructor
    public WaitUntilStep() {}

    @DataBoundSetter
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    @DataBoundSetter
    public void setInitialRecurrencePeriod(long initialRecurrencePeriod) {
        this.initialRecurrencePeriod = initialRecurrencePeriod;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, quiet, initialRecurrencePeriod);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final boolean quiet;
        private long pause;
        private transient BodyExecution body;
        private transient Future<?> next;

        Execution(StepContext context, boolean quiet, long pause) {
            super(context);
            this.quiet = quiet;
            this.pause = pause;
        }

        @Override
        public boolean start() {
            body = getContext().newBodyInvoker().withCallback(new Look()).start();
            return false;
        }

        @Override
        public void stop(Throwable cause) {
            if (next != null && next.cancel(false) || !body.cancel(cause)) {
                getContext().onFailure(cause);
            }
        }

        private final class Look extends BodyExecutionCallback {
            private static final long serialVersionUID = 1L;

            @Override
            public void onSuccess(StepContext context, Object result) {
                try {
                    if (!(result instanceof Boolean)) {
                        throw new ClassCastException("body return value " + result + " is not boolean");
                    }
                    if ((Boolean) result) {
                        getContext().onSuccess(null);
                        return;
                    }
                    if (!quiet) {
                        Now.say(getContext(), "Will try again after " + Spans.text(pause));
                    }
                    next = ((HostContext) getContext())
                            .host()
                            .timer()
                            .schedule(Execution.this::start, pause, TimeUnit.MILLISECONDS);
                    pause = Math.min(LONGEST, (long) (pause * 1.2));
                } catch (Exception e) {
                    getContext().onFailure(e);
                }
            }

            @Override
            public void onFailure(StepContext context, Throwable failure) {
                getContext().onFailure(failure);
            }
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("waitUntil", true);
        }
    }
}
