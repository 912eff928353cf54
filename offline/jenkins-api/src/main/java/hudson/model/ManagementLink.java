package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class ManagementLink implements ExtensionPoint, Action {
    @CheckForNull
    public abstract String getIconFileName();

    public String getDescription() {
        throw Offline.missing("ManagementLink.getDescription");
    }

    @CheckForNull
    public abstract String getUrlName();

    @NonNull
    public Permission getRequiredPermission() {
        throw Offline.missing("ManagementLink.getRequiredPermission");
    }

    @NonNull
    public ManagementLink.Category getCategory() {
        throw Offline.missing("ManagementLink.getCategory");
    }

    public enum Category {
        CONFIGURATION,
        SECURITY,
        STATUS,
        TROUBLESHOOTING,
        TOOLS,
        MISC,
        UNCATEGORIZED
    }
}
