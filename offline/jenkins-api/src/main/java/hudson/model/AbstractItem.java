package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class AbstractItem extends Actionable implements Loadable, Item, Saveable, StaplerProxy {
    private final ItemGroup parent;
    private final String name;

    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @Exported(visibility = 999)
    @NonNull
    public String getName() {
        return name;
    }

    @Override
    @Exported
    public String getDisplayName() {
        return getName();
    }

    @NonNull
    @Override
    public ItemGroup getParent() {
        return parent;
    }

    @Override
    @Exported
    @NonNull
    public final String getFullName() {
        return parent instanceof Item ? ((Item) parent).getFullName() + "/" + getName() : getName();
    }

    public final String getUrl() {
        throw Offline.missing("AbstractItem.getUrl");
    }

    @NonNull
    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        return this;
    }

    /** Nothing is kept on disk offline. */
    @Override
    public void load() throws IOException {}

    @Override
    public void save() throws IOException {}
}
