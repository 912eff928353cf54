package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Job;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Connection, organization and database for the steps of a job that do not set them. */
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

    /** Describes the property. */
    @Extension
    @Symbol("planetscale")
    public static class DescriptorImpl extends OptionalJobPropertyDescriptor implements DefaultsForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleProperty_displayName();
        }
    }
}
