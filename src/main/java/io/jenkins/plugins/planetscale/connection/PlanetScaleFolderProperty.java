package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Connection, organization and database for the jobs in a folder that do not set them. Present only with the folders
 * plugin.
 */
public class PlanetScaleFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private String connection;
    private String organization;
    private String database;

    @DataBoundConstructor
    public PlanetScaleFolderProperty() {}

    /** What the item says as a folder, or null. Not to be called without the folders plugin. */
    static Defaults of(Item item) {
        if (item instanceof AbstractFolder<?> folder) {
            PlanetScaleFolderProperty property = folder.getProperties().get(PlanetScaleFolderProperty.class);
            return property == null ? null : property.defaults();
        }
        return null;
    }

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

    private Defaults defaults() {
        return new Defaults(connection, organization, database);
    }

    /** Describes the property. */
    @Extension(optional = true)
    @Symbol("planetscale")
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor implements DefaultsForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleProperty_displayName();
        }

        /** Nothing when the block of the form is not ticked. */
        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 req, JSONObject form) throws FormException {
            return form.optBoolean("specified") ? super.newInstance(req, form) : null;
        }
    }
}
