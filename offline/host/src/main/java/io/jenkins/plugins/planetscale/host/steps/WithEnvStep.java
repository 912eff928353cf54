package io.jenkins.plugins.planetscale.host.steps;

import hudson.AbortException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withEnv}. */
public final class WithEnvStep extends Step {
    private final List<String> overrides;

    @DataBoundConstructor
    public WithEnvStep(List<String> overrides) {
        this.overrides = overrides;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 0) {
                throw new AbortException("withEnv: \"" + override + "\" is not NAME=value.");
            }
            variables.put(override.substring(0, equals), override.substring(equals + 1));
        }
        EnvironmentExpander around = context.get(EnvironmentExpander.class);
        EnvironmentExpander all = EnvironmentExpander.merge(around, new SetVariables(variables));
        return new Around(context, body -> body.withContext(all));
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("withEnv", true);
        }
    }
}
