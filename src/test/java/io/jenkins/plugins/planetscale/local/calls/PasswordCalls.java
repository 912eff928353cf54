package io.jenkins.plugins.planetscale.local.calls;

import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.Password;
import io.jenkins.plugins.planetscale.local.PostgresRole;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.CredentialJson;
import java.util.List;

/** Passwords of MySQL branches and roles of PostgreSQL branches. */
public final class PasswordCalls {
    private static final String PASSWORDS = Router.BRANCH + "/passwords";
    private static final String ROLES = Router.BRANCH + "/roles";
    private static final String[] CONNECT = {
        "connect_branch", "connect_production_branch", "connect_production_read_only_branch"
    };
    private static final String[] DELETE = {
        "delete_branch_password", "delete_production_branch_password", "delete_production_read_only_branch_password"
    };

    private PasswordCalls() {}

    public static void register(Router router) {
        router.on("GET", PASSWORDS, PasswordCalls::list, Accesses.PASSWORD_READERS);
        router.on("POST", PASSWORDS, PasswordCalls::create, CONNECT);
        router.on(
                "GET",
                PASSWORDS + "/:id",
                call -> LocalResponse.ok(CredentialJson.of(password(call), false)),
                Accesses.PASSWORD_READERS);
        router.on("PATCH", PASSWORDS + "/:id", PasswordCalls::change, CONNECT);
        router.on("POST", PASSWORDS + "/:id/renew", PasswordCalls::renew, CONNECT);
        router.on("DELETE", PASSWORDS + "/:id", PasswordCalls::delete, DELETE);
        router.on("GET", ROLES, PasswordCalls::listRoles, Accesses.PASSWORD_READERS);
        router.on(
                "POST",
                ROLES,
                PasswordCalls::createRole,
                "create_branch_password",
                "create_production_branch_password");
        router.on(
                "GET",
                ROLES + "/:id",
                call -> LocalResponse.ok(CredentialJson.of(role(call), false)),
                Accesses.PASSWORD_READERS);
        router.on("DELETE", ROLES + "/:id", PasswordCalls::deleteRole, DELETE);
    }

    /** A token for development branches finds no production branch to connect to [S]. */
    private static Branch connectable(LocalRequest call, String role) {
        Branch branch = call.branch();
        if (!branch.production) {
            call.requireAny("connect_branch");
        } else if (role.equals("reader")) {
            call.requireAny("connect_production_branch", "connect_production_read_only_branch");
        } else {
            call.requireAny("connect_production_branch");
        }
        return branch;
    }

    private static Password password(LocalRequest call) {
        return LocalRequest.present(call.branch().passwords.get(call.segment("id")));
    }

    private static PostgresRole role(LocalRequest call) {
        return LocalRequest.present(call.branch().roles.get(call.segment("id")));
    }

    private static LocalResponse list(LocalRequest call) {
        String part = call.query("q");
        List<Password> found = call.branch().passwords.values().stream()
                .filter(password -> part == null || password.name.contains(part))
                .toList();
        return LocalResponse.counted(call, found, password -> CredentialJson.of(password, false));
    }

    private static LocalResponse create(LocalRequest call) {
        String role = call.text("role", "admin");
        Branch branch = connectable(call, role);
        Database database = branch.database;
        if (database.postgres()) {
            throw ApiError.unprocessable("Passwords are not supported for PostgreSQL databases; create a role.");
        }
        if (!List.of("reader", "writer", "admin", "readwriter").contains(role)) {
            throw ApiError.unprocessable("Role is not included in the list");
        }
        if (!branch.ready) {
            throw ApiError.unprocessable("Database branch " + branch.name + " is not ready.");
        }
        Password password = new Password(
                branch,
                call.text("name", "password"),
                role,
                call.flag("replica", false),
                call.flag("direct_vtgate", false),
                call.seconds("ttl"),
                cidrs(call),
                call.actor());
        branch.passwords.put(password.id, password);
        database.counters.created("passwords");
        return LocalResponse.created(CredentialJson.of(password, true));
    }

    private static List<String> cidrs(LocalRequest call) {
        List<String> cidrs = call.texts("cidrs");
        if (cidrs != null && !cidrs.stream().allMatch(cidr -> cidr.matches("[0-9a-fA-F.:]+(/\\d{1,3})?"))) {
            throw ApiError.unprocessable("Cidrs must be valid IP ranges");
        }
        return cidrs;
    }

    private static LocalResponse change(LocalRequest call) {
        Password password = password(call);
        connectable(call, password.role);
        password.name = call.text("name", password.name);
        password.cidrs = call.texts("cidrs") == null ? password.cidrs : cidrs(call);
        return LocalResponse.ok(CredentialJson.of(password, false));
    }

    private static LocalResponse renew(LocalRequest call) {
        Password password = password(call);
        connectable(call, password.role);
        if (password.ttl == null || password.expired()) {
            throw ApiError.unprocessable("Password is not renewable.");
        }
        password.renew();
        return LocalResponse.ok(CredentialJson.of(password, false));
    }

    private static LocalResponse delete(LocalRequest call) {
        Password password = password(call);
        call.requireAny(password.branch.production ? "delete_production_branch_password" : "delete_branch_password");
        password.branch.passwords.remove(password.id);
        password.branch.database.counters.deleted("passwords");
        return LocalResponse.noContent();
    }

    private static LocalResponse listRoles(LocalRequest call) {
        List<PostgresRole> roles = List.copyOf(call.branch().roles.values());
        return LocalResponse.counted(call, roles, role -> CredentialJson.of(role, false));
    }

    private static LocalResponse createRole(LocalRequest call) {
        Branch branch = call.branch();
        call.requireAny(branch.production ? "create_production_branch_password" : "create_branch_password");
        if (!branch.database.postgres()) {
            throw ApiError.unprocessable("Roles are only supported for PostgreSQL databases.");
        }
        if (!branch.ready) {
            throw ApiError.unprocessable("Database branch " + branch.name + " is not ready.");
        }
        List<String> inherited = call.texts("inherited_roles");
        PostgresRole role = new PostgresRole(
                branch,
                call.text("name", "role"),
                call.seconds("ttl"),
                inherited == null ? List.of() : inherited,
                call.actor());
        branch.roles.put(role.id, role);
        branch.database.counters.created("roles");
        return LocalResponse.ok(CredentialJson.of(role, true));
    }

    private static LocalResponse deleteRole(LocalRequest call) {
        PostgresRole role = role(call);
        call.requireAny(role.branch.production ? "delete_production_branch_password" : "delete_branch_password");
        role.branch.roles.remove(role.id);
        role.branch.database.counters.deleted("roles");
        return LocalResponse.noContent();
    }
}
