package io.jenkins.plugins.planetscale.host.steps;

import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that only gives its block something, and ends as the block ends. */
final class Around extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final transient UnaryOperator<BodyInvoker> gift;
    private BodyExecution body;

    Around(StepContext context, UnaryOperator<BodyInvoker> gift) {
        super(context);
        this.gift = gift;
    }

    @Override
    public boolean start() {
        body = gift.apply(getContext().newBodyInvoker())
                .withCallback(BodyExecutionCallback.wrap(getContext()))
                .start();
        return false;
    }

    @Override
    public void stop(Throwable cause) {
        body.cancel(cause);
    }
}
