package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Password;
import java.util.List;

/** The calls about the passwords of a MySQL branch. Accesses: {@code docs/planetscale-api.md#accesses}. */
public final class PasswordCalls {
    private PasswordCalls() {}

    public static ApiCall<Page<Password>> list(DatabaseRef database, String branch, int page) {
        return ApiCall.get(path(database, branch))
                .about("the passwords of " + BranchCalls.subject(database, branch))
                .needs("read_branch and connect_branch")
                .page(page)
                .asPageOf(Password.class);
    }

    /**
     * Mints a password.
     *
     * @param role {@code reader}, {@code writer}, {@code admin} or {@code readwriter}
     * @param ttlSeconds after how many seconds PlanetScale lets it expire, or null for never
     */
    public static ApiCall<Password> create(
            DatabaseRef database,
            String branch,
            String name,
            String role,
            Long ttlSeconds,
            boolean replica,
            List<String> cidrs) {
        return ApiCall.post(path(database, branch))
                .makes()
                .about("a password of " + BranchCalls.subject(database, branch))
                .needs("connect_branch (connect_production_branch for a production branch)")
                .body("name", name)
                .body("role", role)
                .body("ttl", ttlSeconds)
                .body("replica", replica ? true : null)
                .body("cidrs", cidrs == null || cidrs.isEmpty() ? null : cidrs)
                .as(Password.class);
    }

    /** Starts the password's time to live anew. */
    public static ApiCall<Password> renew(DatabaseRef database, String branch, String id) {
        return ApiCall.post(path(database, branch, id, "renew"))
                .about("a password of " + BranchCalls.subject(database, branch))
                .needs("connect_branch (connect_production_branch for a production branch)")
                .as(Password.class);
    }

    public static ApiCall<Void> delete(DatabaseRef database, String branch, String id) {
        return ApiCall.delete(path(database, branch, id))
                .about("a password of " + BranchCalls.subject(database, branch))
                .needs("delete_branch_password (delete_production_branch_password for a production branch)")
                .asNothing();
    }

    private static String[] path(DatabaseRef database, String branch, String... more) {
        return BranchCalls.path(database, DatabaseCalls.join(branch, DatabaseCalls.join("passwords", more)));
    }
}
