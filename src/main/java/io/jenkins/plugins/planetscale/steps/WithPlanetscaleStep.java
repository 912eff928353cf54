package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import io.jenkins.plugins.planetscale.connection.Defaults;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withPlanetscale}: sets connection, organization and database for the steps in its block. */
public final class WithPlanetscaleStep extends DatabaseStep {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public WithPlanetscaleStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(given(), context);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final Defaults given;

        Execution(Defaults given, StepContext context) {
            super(context);
            this.given = given;
        }

        @Override
        public boolean start() throws Exception {
            getContext()
                    .newBodyInvoker()
                    .withContext(given.withFallback(getContext().get(Defaults.class)))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends DatabaseDescriptor {
        @Override
        public String getFunctionName() {
            return "withPlanetscale";
        }

        @Override
        public String getDisplayName() {
            return Messages.WithPlanetscaleStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(Defaults.class);
        }
    }
}
