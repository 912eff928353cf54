package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.jvnet.localizer.Localizable;

public final class Permission {
    @NonNull
    public final PermissionGroup group = null /* TODO */;

    @NonNull
    public final String name = null /* TODO */;

    public Permission(
            @NonNull PermissionGroup group,
            @NonNull String name,
            @CheckForNull Localizable description,
            @CheckForNull Permission impliedBy,
            boolean enable,
            @NonNull PermissionScope[] scopes)
            throws IllegalStateException {}

    @NonNull
    public String getId() {
        throw Offline.missing("Permission.getId");
    }
}
