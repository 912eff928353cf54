package io.jenkins.plugins.planetscale.host.steps;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Describes a step that the host brings along, since Jenkins' own need Jenkins. */
public abstract class Builtin extends StepDescriptor {
    private final String function;
    private final boolean block;
    private final Set<Class<?>> needs;

    /** @param needs what a block around the step must provide */
    Builtin(String function, boolean block, Class<?>... needs) {
        this.function = function;
        this.block = block;
        this.needs = Set.of(needs);
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getDisplayName() {
        return function;
    }

    @Override
    public boolean takesImplicitBlockArgument() {
        return block;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return needs;
    }
}
