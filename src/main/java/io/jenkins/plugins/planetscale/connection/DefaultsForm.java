package io.jenkins.plugins.planetscale.connection;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The drop-down lists of the job's and the folder's form, whose descriptors have no common superclass; see {@link
 * RemoteChoices} for the permissions.
 */
public interface DefaultsForm {
    @POST
    @Restricted(NoExternalUse.class) // Stapler
    default ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return RemoteChoices.connections(item, connection);
    }

    @POST
    @Restricted(NoExternalUse.class) // Stapler
    default ComboBoxModel doFillDatabaseItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String organization,
            @QueryParameter String database) {
        return RemoteChoices.databases(item, connection, organization, database);
    }
}
