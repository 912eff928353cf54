package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

public abstract class ACL {
    public static final Authentication SYSTEM2 = new SystemAuthentication();

    public boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        return Offline.controller().hasPermission(a, permission);
    }

    public static boolean isAnonymous2(@NonNull Authentication authentication) {
        return "anonymous".equals(authentication.getName());
    }

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        throw Offline.missing("ACL.as2");
    }

    /** Asks for the user who acts on this thread. */
    public final boolean hasPermission(@NonNull Permission p) {
        Authentication who = Jenkins.getAuthentication2();
        return SYSTEM2.equals(who) || hasPermission2(who, p);
    }

    public final void checkPermission(@NonNull Permission p) {
        checkAnyPermission(p);
    }

    public final void checkAnyPermission(@NonNull Permission... permissions) {
        Authentication who = Jenkins.getAuthentication2();
        if (SYSTEM2.equals(who) || Arrays.stream(permissions).anyMatch(permission -> hasPermission2(who, permission))) {
            return;
        }
        String names = Arrays.stream(permissions)
                .map(permission -> permission.group.title + "/" + permission.name)
                .collect(Collectors.joining(", "));
        throw new AccessDeniedException(who.getName() + " is missing the " + names + " permission");
    }

    private static final class SystemAuthentication implements Authentication {
        private static final long serialVersionUID = 1L;

        @Override
        public String getName() {
            return "SYSTEM";
        }

        @Override
        public Object getPrincipal() {
            return getName();
        }

        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return List.of();
        }

        @Override
        public Object getCredentials() {
            return null;
        }

        @Override
        public Object getDetails() {
            return null;
        }

        @Override
        public boolean isAuthenticated() {
            return true;
        }

        @Override
        public void setAuthenticated(boolean authenticated) {
            throw new IllegalArgumentException("SYSTEM is always authenticated");
        }
    }
}
