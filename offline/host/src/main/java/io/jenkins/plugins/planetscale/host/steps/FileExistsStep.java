package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code fileExists}. */
public final class FileExistsStep extends Step {
    private final String file;

    @DataBoundConstructor
    public FileExistsStep(String file) {
        this.file = file;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Now(
                context, () -> Files.exists(context.get(Workspace.class).path().resolve(file)));
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("fileExists", false, Workspace.class);
        }
    }
}
