package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Descriptor;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Set;

public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public Set<? extends Class<?>> getProvidedContext() {
        throw Offline.missing("StepDescriptor.getProvidedContext");
    }

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        throw Offline.missing("StepDescriptor.takesImplicitBlockArgument");
    }
}
