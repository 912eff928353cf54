package hudson;

import hudson.model.Saveable;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Plugin implements Loadable, Saveable, StaplerProxy {
    @Deprecated
    protected Plugin() {}

    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        throw Offline.missing("Plugin.getTarget");
    }
}
