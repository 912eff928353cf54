package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code dir}. */
public final class DirStep extends Step {
    private final String path;

    @DataBoundConstructor
    public DirStep(String path) {
        this.path = path;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Path directory = context.get(Workspace.class).path().resolve(path);
        Files.createDirectories(directory);
        Now.say(context, "Running in " + directory);
        return new Around(context, body -> body.withContext(new Workspace(directory)));
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("dir", true, Workspace.class);
        }
    }
}
