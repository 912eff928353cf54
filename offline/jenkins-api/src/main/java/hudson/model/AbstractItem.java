package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class AbstractItem extends Actionable implements Loadable, Item, AccessControlled, StaplerProxy {
    protected AbstractItem(ItemGroup parent, String name) {}

    @Exported(visibility = 999)
    @NonNull
    public String getName() {
        throw Offline.missing("AbstractItem.getName");
    }

    @Exported
    public String getDisplayName() {
        throw Offline.missing("AbstractItem.getDisplayName");
    }

    @NonNull
    public ItemGroup getParent() {
        throw Offline.missing("AbstractItem.getParent");
    }

    @Exported
    @NonNull
    public final String getFullName() {
        throw Offline.missing("AbstractItem.getFullName");
    }

    @NonNull
    public ACL getACL() {
        throw Offline.missing("AbstractItem.getACL");
    }

    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        throw Offline.missing("AbstractItem.getTarget");
    }
}
