package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that is over at once. */
final class Now extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final transient Callable<?> work;

    Now(StepContext context, Callable<?> work) {
        super(context);
        this.work = work;
    }

    @Override
    public boolean start() throws Exception {
        getContext().onSuccess(work.call());
        return true;
    }

    /** Writes a line to the build log. */
    static void say(StepContext context, String line) throws IOException, InterruptedException {
        context.get(TaskListener.class).getLogger().println(line);
    }
}
