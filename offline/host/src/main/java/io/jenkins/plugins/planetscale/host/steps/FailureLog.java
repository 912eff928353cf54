package io.jenkins.plugins.planetscale.host.steps;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.host.run.Failures;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Tells the build log of a failure that does not end the build. */
final class FailureLog {
    private FailureLog() {}

    static void log(StepContext context, Throwable failure) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        if (failure instanceof AbortException) {
            listener.error(failure.getMessage());
        } else if (failure instanceof FlowInterruptedException interruption) {
            ((HostContext) context).host().causes(interruption).forEach(listener.getLogger()::println);
        } else {
            Failures.lines(failure, 0).forEach(listener.getLogger()::println);
        }
    }
}
