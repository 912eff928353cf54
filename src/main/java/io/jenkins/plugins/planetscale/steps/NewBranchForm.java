package io.jenkins.plugins.planetscale.steps;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form fields of steps that create a branch, whose descriptors have no common superclass. */
public interface NewBranchForm {
    @POST
    @Restricted(NoExternalUse.class)
    default FormValidation doCheckName(@QueryParameter String name) {
        return FormValidations.optionalBranch(name, "The branch name");
    }

    @POST
    @Restricted(NoExternalUse.class)
    default FormValidation doCheckParent(@QueryParameter String parent) {
        return FormValidations.optionalBranch(parent, "The parent branch");
    }

    @POST
    @Restricted(NoExternalUse.class)
    default ComboBoxModel doFillParentItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String organization,
            @QueryParameter String database,
            @QueryParameter String parent) {
        return RemoteChoices.branches(item, connection, organization, database, parent);
    }
}
