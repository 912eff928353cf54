package io.jenkins.plugins.planetscale.view;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives the page to builds that did something at PlanetScale or ask for an approval. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes") // as the extension point has it
public final class ReleaseActionFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<ReleaseAction> actionType() {
        return ReleaseAction.class; // so that asking for the others does not lead back here
    }

    @Override
    public Collection<ReleaseAction> createFor(Run target) {
        Run<?, ?> run = target;
        boolean ours = run.getAction(ReleaseRecordAction.class) != null || run.getAction(ApprovalAction.class) != null;
        return ours ? List.of(new ReleaseAction(run)) : List.of();
    }
}
