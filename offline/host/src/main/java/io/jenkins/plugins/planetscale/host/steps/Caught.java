package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import io.jenkins.plugins.planetscale.host.run.HostRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs a block whose failure is told and noted in the build's result, and goes no further. */
final class Caught extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final transient Result onError;
    private final boolean interruptions;

    Caught(StepContext context, String message, Result onError, boolean interruptions) {
        super(context);
        this.message = message;
        this.onError = onError;
        this.interruptions = interruptions;
    }

    @Override
    public boolean start() {
        getContext().newBodyInvoker().withCallback(new End()).start();
        return false;
    }

    private final class End extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            getContext().onSuccess(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            FlowInterruptedException interruption =
                    failure instanceof FlowInterruptedException interrupted ? interrupted : null;
            if (!interruptions && interruption != null && interruption.isActualInterruption()) {
                getContext().onFailure(failure);
                return;
            }
            try {
                note(failure, interruption == null ? onError : interruption.getResult());
                getContext().onSuccess(null);
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }
    }

    private void note(Throwable failure, Result result) throws Exception {
        if (message != null) {
            getContext().get(TaskListener.class).error(message);
        }
        FailureLog.log(getContext(), failure);
        if (result.isWorseThan(Result.SUCCESS)) {
            HostRun run = ((HostContext) getContext()).host().run();
            if (run.getResult() == null || result.isWorseThan(run.getResult())) {
                Now.say(getContext(), "Setting overall build result to " + result);
            }
            run.setResult(result);
        }
    }
}
