package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    @NonNull
    public final Class owner;

    public final Localizable title;

    private final List<Permission> permissions = new CopyOnWriteArrayList<>();

    public PermissionGroup(@NonNull Class owner, Localizable title) throws IllegalStateException {
        this.owner = owner;
        this.title = title;
    }

    void add(Permission permission) {
        permissions.add(permission);
    }

    @Override
    public Iterator<Permission> iterator() {
        return permissions.iterator();
    }

    @Override
    public int compareTo(PermissionGroup that) {
        return owner.getName().compareTo(that.owner.getName());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PermissionGroup && ((PermissionGroup) o).owner == owner;
    }

    @Override
    public int hashCode() {
        return owner.hashCode();
    }
}
