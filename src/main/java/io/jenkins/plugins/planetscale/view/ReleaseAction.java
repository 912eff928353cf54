package io.jenkins.plugins.planetscale.view;

import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.PlanetScaleAction;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of a build that shows what it does at PlanetScale: {@code …/planetscale/}. Made anew for each request. */
@Restricted(NoExternalUse.class)
public final class ReleaseAction implements Action {
    public static final String URL_NAME = "planetscale";

    private final Run<?, ?> run;

    ReleaseAction(Run<?, ?> run) {
        this.run = run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** What the build did, in the order in which it began. */
    public List<PlanetScaleAction.Entry> getEntries() {
        PlanetScaleAction record = run.getAction(PlanetScaleAction.class);
        return record == null ? List.of() : record.getEntries();
    }

    @Override
    public String getIconFileName() {
        return "symbol-release plugin-planetscale";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }
}
