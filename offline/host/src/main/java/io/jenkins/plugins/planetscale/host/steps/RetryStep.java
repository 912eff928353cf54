package io.jenkins.plugins.planetscale.host.steps;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code retry}. */
public final class RetryStep extends Step {
    private final int count;

    @DataBoundConstructor
    public RetryStep(int count) {
        this.count = count;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, count);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private int left;

        Execution(StepContext context, int count) {
            super(context);
            left = count;
        }

        @Override
        public boolean start() {
            getContext().newBodyInvoker().withCallback(new Again()).start();
            return false;
        }

        private final class Again extends BodyExecutionCallback {
            private static final long serialVersionUID = 1L;

            @Override
            public void onSuccess(StepContext context, Object result) {
                getContext().onSuccess(result);
            }

            @Override
            public void onFailure(StepContext context, Throwable failure) {
                left--;
                boolean stopped =
                        failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
                if (left <= 0 || stopped) {
                    getContext().onFailure(failure);
                    return;
                }
                try {
                    FailureLog.log(getContext(), failure);
                    Now.say(getContext(), "Retrying");
                    getContext().newBodyInvoker().withCallback(this).start();
                } catch (Exception e) {
                    getContext().onFailure(e);
                }
            }
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("retry", true);
        }
    }
}
