package io.jenkins.plugins.planetscale.local;

import java.util.List;
import java.util.Set;

/** Names of service token accesses (docs/planetscale-api.md#accesses). */
public final class Accesses {
    /** The least that the plugin needs. */
    public static final List<String> MINIMAL = List.of(
            "create_branch",
            "read_branch",
            "delete_branch",
            "connect_branch",
            "delete_branch_password",
            "create_deploy_request",
            "read_deploy_request",
            "read_database");

    /** What some of its steps need besides; for production branches as in docs/planetscale-api.md#data-branch. */
    public static final List<String> OPTIONAL = List.of(
            "restore_production_branch_backup",
            "connect_production_branch",
            "delete_production_branch",
            "delete_production_branch_password",
            "read_backups",
            "write_backups",
            "review_deploy_request",
            "approve_deploy_request",
            "write_database");

    /** {@link #MINIMAL} and {@link #OPTIONAL}: what a token gets that is made without naming any. */
    public static final Set<String> ALL = union(MINIMAL, OPTIONAL);

    /** {@link #ALL} and what is asked for production branches, PostgreSQL roles and backups to be deleted. */
    public static final Set<String> EVERYTHING = union(
            List.copyOf(ALL),
            List.of(
                    "read_organization",
                    "connect_production_read_only_branch",
                    "create_branch_password",
                    "create_production_branch_password",
                    "promote_branches",
                    "demote_branches",
                    "restore_backup",
                    "delete_backups",
                    "delete_production_branch_backups"));

    public static final String[] BRANCH_READERS = {
        "read_branch", "delete_branch", "create_branch", "connect_production_branch", "connect_branch"
    };
    public static final String[] PASSWORD_READERS = {
        "read_branch",
        "delete_branch",
        "create_branch",
        "connect_production_branch",
        "connect_production_read_only_branch",
        "connect_branch"
    };

    /** Any access to a database lets its owner see the database itself [S]. */
    public static final String[] ANY = {"*"};

    private Accesses() {}

    private static Set<String> union(List<String> first, List<String> second) {
        java.util.TreeSet<String> all = new java.util.TreeSet<>(first);
        all.addAll(second);
        return java.util.Collections.unmodifiableSet(all);
    }
}
