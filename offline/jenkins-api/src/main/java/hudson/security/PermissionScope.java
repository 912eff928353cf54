package hudson.security;

public final class PermissionScope {
    public static final PermissionScope ITEM = null /* TODO */;

    public static final PermissionScope RUN = null /* TODO */;

    PermissionScope() {}
}
