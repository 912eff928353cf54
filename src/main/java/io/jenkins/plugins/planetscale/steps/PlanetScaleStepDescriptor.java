package io.jenkins.plugins.planetscale.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all steps have in common. */
public abstract class PlanetScaleStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
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

    @Override
    public Step newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData) throws FormException {
        return super.newInstance(req, Lists.withoutEmpty(formData, "timeout", "cidrs", "watch"));
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

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckTimeout(@QueryParameter String timeout) {
        return FormValidations.time(timeout, "timeout");
    }
}
