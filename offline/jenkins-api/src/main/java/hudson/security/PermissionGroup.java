package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Iterator;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public PermissionGroup(@NonNull Class owner, Localizable title) throws IllegalStateException {}

    public Iterator<Permission> iterator() {
        throw Offline.missing("PermissionGroup.iterator");
    }

    public int compareTo(PermissionGroup that) {
        throw Offline.missing("PermissionGroup.compareTo");
    }
}
