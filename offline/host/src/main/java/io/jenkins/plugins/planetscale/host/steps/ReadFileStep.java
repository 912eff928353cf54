package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.nio.charset.Charset;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code readFile}. */
public final class ReadFileStep extends Step {
    private final String file;
    private String encoding = "UTF-8";

    @DataBoundConstructor
    public ReadFileStep(String file) {
        this.file = file;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Now(
                context,
                () -> Files.readString(context.get(Workspace.class).path().resolve(file), Charset.forName(encoding)));
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("readFile", false, Workspace.class);
        }
    }
}
