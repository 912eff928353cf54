package io.jenkins.plugins.planetscale.steps;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form fields of steps that use an existing branch, whose descriptors have no common superclass. */
public interface BranchForm {
    @POST
    @Restricted(NoExternalUse.class)
    default ComboBoxModel doFillBranchItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String organization,
            @QueryParameter String database,
            @QueryParameter String branch) {
        return RemoteChoices.branches(item, connection, organization, database, branch);
    }
}
