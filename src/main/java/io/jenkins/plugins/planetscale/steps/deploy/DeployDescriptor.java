package io.jenkins.plugins.planetscale.steps.deploy;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import io.jenkins.plugins.planetscale.steps.BranchForm;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form fields of steps that deploy. */
public abstract class DeployDescriptor extends PlanetScaleStepDescriptor implements BranchForm {
    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillInstantItems() {
        return FormChoices.instant();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillOnAbortItems() {
        return FormChoices.onAbort();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillIfQueueBlockedItems() {
        return FormChoices.ifQueueBlocked();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillIfTakenOutOfQueueItems() {
        return FormChoices.ifTakenOutOfQueue();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckBranch(@QueryParameter String branch) {
        return FormValidations.optionalBranch(branch, "The branch to deploy");
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckInto(@QueryParameter String into) {
        return FormValidations.optionalBranch(into, "The branch to deploy into");
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ComboBoxModel doFillIntoItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String organization,
            @QueryParameter String database,
            @QueryParameter String into) {
        return RemoteChoices.branches(item, connection, organization, database, into);
    }
}
