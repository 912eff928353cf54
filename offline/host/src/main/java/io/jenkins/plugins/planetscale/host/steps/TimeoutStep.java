package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.run.Because;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code timeout}, on the host's clock. */
public final class TimeoutStep extends SpanStep {
    @DataBoundConstructor
    public TimeoutStep(int time) {
        super(time, TimeUnit.MINUTES);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, millis());
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final long millis;
        private final Because overtime = new Because("Timeout has been exceeded");
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
            body.cancel(new FlowInterruptedException(Result.ABORTED, true, overtime));
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
                        && interruption.getCauses().contains(overtime)) {
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

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("timeout", true);
        }
    }
}
