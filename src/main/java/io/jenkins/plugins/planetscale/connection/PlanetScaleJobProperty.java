package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps of a job work on when they do not say it themselves. */
public class PlanetScaleJobProperty extends OptionalJobProperty<Job<?, ?>> {
    private String connection;
    private String organization;
    private String database;

    @DataBoundConstructor
    public PlanetScaleJobProperty() {}

    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    @CheckForNull
    public String getDatabase() {
        return database;
    }

    @DataBoundSetter
    public void setDatabase(String database) {
        this.database = Util.fixEmptyAndTrim(database);
    }

    Defaults defaults() {
        return new Defaults(connection, organization, database);
    }

    /** Choices: see {@link Choices} for the permissions. */
    @Extension
    @Symbol("planetscale")
    public static class DescriptorImpl extends OptionalJobPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleProperty_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return Choices.connections(item, connection);
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public ComboBoxModel doFillDatabaseItems(
                @AncestorInPath Item item,
                @QueryParameter String connection,
                @QueryParameter String organization,
                @QueryParameter String database) {
            return Choices.databases(item, connection, organization, database);
        }
    }
}
