package io.jenkins.plugins.planetscale.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.connection.Defaults;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step with connection, organization and database, for itself or for the steps in its block. */
public abstract class DatabaseStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String connection;
    private String organization;
    private String database;

    public String getConnection() {
        return connection;
    }

    /** The name of a connection of the global configuration; else what {@code withPlanetscale}, job or folder say. */
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

    public final Defaults given() {
        return new Defaults(connection, organization, database);
    }

    /** Describes such a step. */
    public abstract static class DatabaseDescriptor extends StepDescriptor {
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
