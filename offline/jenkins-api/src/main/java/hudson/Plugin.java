package hudson;

import hudson.model.Saveable;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Plugin implements Loadable, Saveable, StaplerProxy {
    @Deprecated
    protected Plugin() {}

    @Override
    public void load() throws IOException {
        throw Offline.missing("Plugin.load");
    }

    @Override
    public void save() throws IOException {
        throw Offline.missing("Plugin.save");
    }

    @Override
    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        return this;
    }

    public static final class DummyImpl extends Plugin {}
}
