package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

public interface AccessControlled {
    @NonNull
    ACL getACL();

    default void checkPermission(@NonNull Permission permission) throws AccessDeniedException {
        throw Offline.missing("AccessControlled.checkPermission");
    }

    default void checkAnyPermission(@NonNull Permission... permission) throws AccessDeniedException {
        throw Offline.missing("AccessControlled.checkAnyPermission");
    }

    default boolean hasPermission(@NonNull Permission permission) {
        throw Offline.missing("AccessControlled.hasPermission");
    }

    default boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        throw Offline.missing("AccessControlled.hasPermission2");
    }
}
