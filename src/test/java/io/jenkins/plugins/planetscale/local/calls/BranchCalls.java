package io.jenkins.plugins.planetscale.local.calls;

import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.Backup;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.BranchJson;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Branches: list, get, create, change, delete, promote. */
public final class BranchCalls {
    private BranchCalls() {}

    public static void register(Router router) {
        router.on("GET", Router.DATABASE + "/branches", BranchCalls::list, Accesses.BRANCH_READERS);
        router.on("POST", Router.DATABASE + "/branches", BranchCalls::create, "create_branch");
        router.on(
                "GET", Router.BRANCH, call -> LocalResponse.ok(BranchJson.of(call.branch())), Accesses.BRANCH_READERS);
        router.on("PATCH", Router.BRANCH, BranchCalls::change, "write_database");
        router.on("DELETE", Router.BRANCH, BranchCalls::delete, "delete_branch", "delete_production_branch");
        router.on(
                "POST",
                Router.BRANCH + "/promote",
                BranchCalls::promote,
                "connect_production_branch",
                "promote_branches");
        router.on(
                "POST", Router.BRANCH + "/demote", BranchCalls::demote, "connect_production_branch", "demote_branches");
        router.on("GET", Router.BRANCH + "/safe-migrations", call -> LocalResponse.ok(BranchJson.of(call.branch())));
        router.on("POST", Router.BRANCH + "/safe-migrations", call -> safeMigrations(call, true));
        router.on(
                "PUT",
                Router.BRANCH + "/safe-migrations",
                call -> safeMigrations(call, call.flag("safe_migrations", true)));
        router.on("DELETE", Router.BRANCH + "/safe-migrations", call -> safeMigrations(call, false));
    }

    private static LocalResponse list(LocalRequest call) {
        String part = call.query("q");
        String production = call.query("production");
        String safeMigrations = call.query("safe_migrations");
        List<Branch> found = call.database().branches.values().stream()
                .filter(branch -> part == null || branch.name.contains(part))
                .filter(branch -> production == null || branch.production == production.equals("true"))
                .filter(branch -> safeMigrations == null || branch.safeMigrations == safeMigrations.equals("true"))
                .toList();
        return LocalResponse.counted(call, found, BranchJson::of);
    }

    private static LocalResponse create(LocalRequest call) {
        Database database = call.database();
        String name = call.requiredText("name");
        if (!database.state.equals("ready")) {
            throw ApiError.badRequest("Database is still initializing and cannot create branches.");
        }
        if (!name.matches("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?")) {
            throw ApiError.unprocessable("Name is invalid: use lower-case letters, digits, dashes and underscores");
        }
        if (database.branches.containsKey(name)) {
            throw ApiError.unprocessable("Name has already been taken");
        }
        if (database.developmentBranchLimitReached) {
            throw ApiError.unprocessable("The limit of development branches of this database is reached.");
        }
        Branch parent = LocalRequest.present(database.branches.get(call.text("parent_branch", database.defaultBranch)));
        refuseUnknown("Region", call.text("region"), "(us|eu|ap|sa)-[a-z]+(-\\d)?");
        refuseUnknown("Cluster size", call.text("cluster_size"), "PS_(DEV|\\d+)");
        Backup backup = backup(call, database, parent);
        Branch branch = new Branch(database, name, parent, call.actor());
        branch.deletionProtected = call.flag("deletion_protected", false);
        branch.region = call.text("region", parent.region);
        if (backup != null) {
            branch.seeded = true;
            branch.restoredBackup = backup;
            branch.restoredFrom = backup.branch;
            String size = call.text("backup_id") == null ? null : call.text("cluster_size");
            // a seed has the size of what it comes from; a restored backup the one that is given [D data-branch]
            branch.clusterSize = size == null ? backup.branch.size() : size;
            branch.production = backup.branch.production && !branch.clusterSize.equals("PS_DEV");
            branch.replaceTables(
                    call.text("backup_id") == null ? parent.tables().copy() : backup.schema.copy());
        }
        database.branches.put(name, branch);
        database.counters.created("branches");
        return LocalResponse.created(BranchJson.of(branch));
    }

    private static void refuseUnknown(String what, String value, String pattern) {
        if (value != null && !value.matches(pattern)) {
            throw ApiError.unprocessable(what + " " + value + " is not available for this database.");
        }
    }

    /** The backup to restore, or null for a branch without data. */
    private static Backup backup(LocalRequest call, Database database, Branch parent) {
        String id = call.text("backup_id");
        String seed = call.text("seed_data");
        if (id == null && seed == null) {
            return null;
        }
        Backup backup;
        if (id != null) {
            backup = LocalRequest.present(database.branches.values().stream()
                    .flatMap(branch -> branch.backups.stream())
                    .filter(one -> one.id.equals(id))
                    .findFirst()
                    .orElse(null));
            if (call.text("cluster_size") == null) {
                throw ApiError.unprocessable("cluster_size is required when restoring a backup");
            }
        } else {
            if (!seed.equals("last_successful_backup")) {
                throw ApiError.unprocessable("seed_data must be last_successful_backup");
            }
            if (!database.allowDataBranching) {
                throw ApiError.unprocessable("Data branching is not enabled for this database.");
            }
            backup = parent.backups.stream()
                    .filter(one -> one.completedAt != null)
                    .max(Comparator.comparing(one -> one.completedAt))
                    .orElseThrow(() -> ApiError.unprocessable("Parent branch has no successful backup."));
        }
        call.requireAny(backup.branch.production ? "restore_production_branch_backup" : "restore_backup");
        if (!backup.state.equals("success")) {
            throw ApiError.unprocessable("Backup is not complete.");
        }
        return backup;
    }

    private static LocalResponse change(LocalRequest call) {
        Branch branch = call.branch();
        String newName = call.text("new_name");
        if (newName != null && !newName.equals(branch.name)) {
            if (branch.database.branches.containsKey(newName)) {
                throw ApiError.unprocessable("Name has already been taken");
            }
            branch.database.branches.remove(branch.name);
            branch.name = newName;
            branch.database.branches.put(newName, branch);
        }
        branch.deletionProtected = call.flag("deletion_protected", branch.deletionProtected);
        return LocalResponse.ok(BranchJson.of(branch));
    }

    private static LocalResponse delete(LocalRequest call) {
        Branch branch = call.branch();
        Database database = branch.database;
        List<Branch> doomed = new ArrayList<>(database.branches.values().stream()
                .filter(other -> other.descendsFrom(branch))
                .toList());
        // [?] the live answer for a branch with children is not known; the parameter would be pointless without one
        if (!doomed.isEmpty() && !"true".equals(call.query("delete_descendants"))) {
            throw ApiError.unprocessable("Branch " + branch.name + " has child branches and cannot be deleted.");
        }
        doomed.add(branch);
        for (Branch one : doomed) {
            call.requireAny(one.production ? "delete_production_branch" : "delete_branch");
            if (one.deletionProtected) {
                throw ApiError.unprocessable("Branch " + one.name + " is protected from deletion.");
            }
            if (beingDeployed(one)) {
                throw ApiError.unprocessable(
                        "Branch " + one.name + " cannot be deleted while a deployment is in progress.");
            }
        }
        doomed.forEach(database::delete);
        return LocalResponse.noContent();
    }

    /** While its deployment is queued, runs or can be reverted, and about a minute longer [L]. */
    private static boolean beingDeployed(Branch branch) {
        Duration after = branch.database.timings().deletionBlockedAfterDeploy();
        return branch.database.deployRequests.stream()
                .filter(request -> request.source == branch || request.into == branch)
                .filter(request -> request.deployment.queuePlace > 0)
                .anyMatch(request -> !request.closed() || branch.world.now().isBefore(request.closedAt.plus(after)));
    }

    private static LocalResponse promote(LocalRequest call) {
        Branch branch = call.branch();
        if (!branch.ready) {
            throw ApiError.unprocessable("Database branch " + branch.name + " is not ready.");
        }
        branch.production = true;
        return LocalResponse.ok(BranchJson.of(branch));
    }

    private static LocalResponse demote(LocalRequest call) {
        Branch branch = call.branch();
        if (!branch.production) {
            throw ApiError.unprocessable("Database branch " + branch.name + " is not a production branch.");
        }
        branch.production = false;
        branch.safeMigrations = false;
        return LocalResponse.ok(BranchJson.of(branch));
    }

    private static LocalResponse safeMigrations(LocalRequest call, boolean on) {
        Branch branch = call.branch();
        if (on && (!branch.production || !LintError.in(branch.tables()).isEmpty())) {
            throw ApiError.unprocessable(
                    "Branch requires schema validation before it may be enabled for safe migrations.");
        }
        branch.safeMigrations = on;
        return LocalResponse.ok(BranchJson.of(branch));
    }
}
