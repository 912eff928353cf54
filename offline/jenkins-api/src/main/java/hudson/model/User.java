package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;

/** Offline a user is no more than an id. */
@ExportedBean
public class User extends AbstractModelObject
        implements AccessControlled, Loadable, Saveable, Comparable<User>, StaplerProxy {
    private final String id;

    private User(String id) {
        this.id = id;
    }

    public String getUrl() {
        return "user/" + id;
    }

    @Nullable
    public static User getById(String id, boolean create) {
        return id == null ? null : new User(id);
    }

    @Override
    public int compareTo(@NonNull User that) {
        return id.compareToIgnoreCase(that.id);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return id;
    }

    @NonNull
    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    public void load() {}

    @Override
    public void save() throws IOException {}

    @Override
    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        return this;
    }
}
