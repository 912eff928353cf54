package io.jenkins.plugins.planetscale.steps;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.connection.Choices;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of the steps that deploy have in common. */
public abstract class DeployDescriptor extends PlanetScaleStepDescriptor implements BranchForm {
    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillInstantItems() {
        return Offers.instant();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillOnAbortItems() {
        return Offers.onAbort();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillIfQueueBlockedItems() {
        return Offers.ifQueueBlocked();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillIfTakenOutOfQueueItems() {
        return Offers.ifTakenOutOfQueue();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckInto(@QueryParameter String into) {
        return Checks.optionalBranch(into, "The branch to deploy into");
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ComboBoxModel doFillIntoItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String organization,
            @QueryParameter String database,
            @QueryParameter String into) {
        return Choices.branches(item, connection, organization, database, into);
    }
}
