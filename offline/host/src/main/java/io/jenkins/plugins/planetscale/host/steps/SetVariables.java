package io.jenkins.plugins.planetscale.host.steps;

import hudson.EnvVars;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Variables of a block. */
final class SetVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> variables;

    SetVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public void expand(EnvVars env) {
        env.overrideAll(variables);
    }
}
