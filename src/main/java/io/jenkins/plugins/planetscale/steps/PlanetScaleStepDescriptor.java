package io.jenkins.plugins.planetscale.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form fields that all {@link PlanetScaleStep}s share. */
public abstract class PlanetScaleStepDescriptor extends DatabaseStep.DatabaseDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @Override
    public Step newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData) throws FormException {
        return super.newInstance(req, Lists.withoutEmpty(formData, "timeout", "cidrs", "watch"));
    }

    /** A list for its field, one entry a line. */
    @Restricted(NoExternalUse.class)
    public final String lines(List<String> entries) {
        return Lists.field(entries);
    }

    /** The number of a deploy request for its field: nothing for 0, which is none. */
    @Restricted(NoExternalUse.class)
    public final String shown(Integer number) {
        return number == null || number == 0 ? "" : number.toString();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckTimeout(@QueryParameter String timeout) {
        return FormValidations.time(timeout, "timeout");
    }
}
