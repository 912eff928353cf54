package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;

public abstract class EnvironmentExpander implements Serializable {
    public abstract void expand(@NonNull EnvVars env) throws IOException, InterruptedException;

    @NonNull
    public Set<String> getSensitiveVariables() {
        throw Offline.missing("EnvironmentExpander.getSensitiveVariables");
    }

    public static EnvironmentExpander merge(
            @CheckForNull EnvironmentExpander original, @NonNull EnvironmentExpander subsequent) {
        throw Offline.missing("EnvironmentExpander.merge");
    }

    @Deprecated
    @NonNull
    public static EnvVars getEffectiveEnvironment(
            @NonNull EnvVars customEnvironment,
            @CheckForNull EnvVars contextualEnvironment,
            @CheckForNull EnvironmentExpander expander)
            throws IOException, InterruptedException {
        throw Offline.missing("EnvironmentExpander.getEffectiveEnvironment");
    }

    @NonNull
    public static EnvVars getEffectiveEnvironment(
            @NonNull EnvVars customEnvironment,
            @CheckForNull EnvVars contextualEnvironment,
            @CheckForNull EnvironmentExpander expander,
            @CheckForNull StepContext stepContext,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        throw Offline.missing("EnvironmentExpander.getEffectiveEnvironment");
    }
}
