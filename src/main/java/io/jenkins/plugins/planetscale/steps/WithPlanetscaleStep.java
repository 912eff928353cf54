package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.connection.Defaults;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code withPlanetscale}: says for the steps inside where they work. */
public final class WithPlanetscaleStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String connection;
    private String organization;
    private String database;

    @DataBoundConstructor
    public WithPlanetscaleStep() {}

    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    public String getDatabase() {
        return database;
    }

    @DataBoundSetter
    public void setDatabase(String database) {
        this.database = Util.fixEmptyAndTrim(database);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(new Defaults(connection, organization, database), context);
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
    public static final class DescriptorImpl extends StepDescriptor {
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

        /**
         * Called by Pipeline in place of the binding of its own.
         *
         * @throws WrongParameter for a name or a value that the step does not take
         */
        @Override
        @Deprecated // its replacement is a beta, and wraps what it throws
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            return super.newInstance(GivenParameters.of(getFunctionName(), clazz, arguments));
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return RemoteChoices.connections(item, connection);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ComboBoxModel doFillDatabaseItems(
                @AncestorInPath Item item,
                @QueryParameter String connection,
                @QueryParameter String organization,
                @QueryParameter String database) {
            return RemoteChoices.databases(item, connection, organization, database);
        }
    }
}
