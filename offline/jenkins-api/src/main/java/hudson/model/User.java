package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class User extends AbstractModelObject
        implements AccessControlled, Loadable, Saveable, Comparable<User>, StaplerProxy {
    User() {}

    public int compareTo(@NonNull User that) {
        throw Offline.missing("User.compareTo");
    }

    @Nullable
    public static User getById(String id, boolean create) {
        throw Offline.missing("User.getById");
    }

    @NonNull
    public String getDisplayName() {
        throw Offline.missing("User.getDisplayName");
    }

    @NonNull
    public ACL getACL() {
        throw Offline.missing("User.getACL");
    }

    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        throw Offline.missing("User.getTarget");
    }
}
