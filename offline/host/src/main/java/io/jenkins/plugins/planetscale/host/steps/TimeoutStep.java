package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code timeout}, on the host's clock. */
public final class TimeoutStep extends Step {
    private final int time;
    private TimeUnit unit = TimeUnit.MINUTES;

    @DataBoundConstructor
    public TimeoutStep(int time) {
        this.time = time;
    }

    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, unit.toMillis(time));
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final long millis;
        private transient BodyExecution body;
        private transient Future<?> killer;

        Execution(StepContext context, long millis) {
            super(context);
            this.millis = millis;
        }

        @Override
        public boolean start() throws Exception {
            body = getContext().newBodyInvoker().withCallback(new End()).start();
            Now.say(getContext(), "Timeout set to expire in " + Spans.text(millis));
            killer = ((HostContext) getContext()).host().timer().schedule(this::expire, millis, TimeUnit.MILLISECONDS);
            return false;
        }

        private Void expire() throws Exception {
            Now.say(getContext(), "Cancelling nested steps due to timeout");
            body.cancel(new FlowInterruptedException(Result.ABORTED, true, new ExceededTimeout(this)));
            return null;
        }

        @Override
        public void stop(Throwable cause) {
            body.cancel(cause);
        }

        private final class End extends BodyExecutionCallback {
            private static final long serialVersionUID = 1L;

            @Override
            public void onSuccess(StepContext context, Object result) {
                killer.cancel(false);
                getContext().onSuccess(result);
            }

            @Override
            public void onFailure(StepContext context, Throwable failure) {
                killer.cancel(false);
                getContext().onFailure(beyond(failure));
            }

            /** Outside of the step its timeout is a failure like others, which may be tried again. */
            private Throwable beyond(Throwable failure) {
                if (failure instanceof FlowInterruptedException interruption
                        && interruption.getCauses().stream()
                                .anyMatch(cause -> cause instanceof ExceededTimeout own && own.of == Execution.this)) {
                    FlowInterruptedException over = new FlowInterruptedException(
                            interruption.getResult(),
                            false,
                            interruption.getCauses().toArray(CauseOfInterruption[]::new));
                    over.setStackTrace(failure.getStackTrace());
                    return over;
                }
                return failure;
            }
        }
    }

    private static final class ExceededTimeout extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final transient Execution of;

        ExceededTimeout(Execution of) {
            this.of = of;
        }

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("timeout", true);
        }
    }
}
