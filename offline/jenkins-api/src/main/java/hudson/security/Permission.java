package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import org.jvnet.localizer.Localizable;

public final class Permission {
    @NonNull
    public final PermissionGroup group;

    @NonNull
    public final String name;

    @CheckForNull
    public final Permission impliedBy;

    public Permission(
            @NonNull PermissionGroup group,
            @NonNull String name,
            @CheckForNull Localizable description,
            @CheckForNull Permission impliedBy,
            boolean enable,
            @NonNull PermissionScope[] scopes)
            throws IllegalStateException {
        this.group = group;
        this.name = name;
        this.impliedBy = impliedBy;
        group.add(this);
    }

    @NonNull
    public String getId() {
        return group.owner.getName() + "." + name;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Permission && ((Permission) o).getId().equals(getId());
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }

    @Override
    public String toString() {
        return "Permission[" + group.owner + "," + name + "]";
    }
}
