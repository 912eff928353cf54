package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.HostContext;
import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code node}: every label is this machine. */
public final class NodeStep extends Step {
    private final String label;

    @DataBoundConstructor
    public NodeStep(String label) {
        this.label = label;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Workspace workspace = ((HostContext) context).host().workspace();
        Files.createDirectories(workspace.path());
        Now.say(context, "Running on Jenkins in " + workspace.path());
        Map<String, String> variables =
                Map.of("WORKSPACE", workspace.path().toString(), "NODE_NAME", "built-in", "NODE_LABELS", "built-in");
        EnvironmentExpander around = context.get(EnvironmentExpander.class);
        EnvironmentExpander all = EnvironmentExpander.merge(around, new SetVariables(variables));
        return new Around(context, body -> body.withContexts(List.of(workspace, all)));
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("node", true);
        }
    }
}
