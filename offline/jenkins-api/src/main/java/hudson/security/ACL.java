package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.springframework.security.core.Authentication;

public abstract class ACL {
    public static final Authentication SYSTEM2 = null /* TODO */;

    public boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        throw Offline.missing("ACL.hasPermission2");
    }

    public static boolean isAnonymous2(@NonNull Authentication authentication) {
        throw Offline.missing("ACL.isAnonymous2");
    }
}
