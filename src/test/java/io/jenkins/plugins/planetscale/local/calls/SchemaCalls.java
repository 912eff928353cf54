package io.jenkins.plugins.planetscale.local.calls;

import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.BranchJson;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import io.jenkins.plugins.planetscale.local.schema.Schemas;
import java.util.ArrayList;
import java.util.List;

/** The schema of a branch: its tables, lint, difference from its parent. */
public final class SchemaCalls {
    private SchemaCalls() {}

    public static void register(Router router) {
        router.on("GET", Router.BRANCH + "/schema", SchemaCalls::schema, Accesses.BRANCH_READERS);
        router.on("GET", Router.BRANCH + "/schema/lint", SchemaCalls::lint, Accesses.BRANCH_READERS);
        // the three that follow are undocumented, from planetscale-go [S]
        router.on("GET", Router.BRANCH + "/keyspaces", SchemaCalls::keyspaces, Accesses.BRANCH_READERS);
        router.on("GET", Router.BRANCH + "/diff", SchemaCalls::diff, Accesses.BRANCH_READERS);
        router.on("POST", Router.BRANCH + "/refresh-schema", SchemaCalls::refresh, Accesses.BRANCH_READERS);
    }

    private static Branch withSchema(LocalRequest call) {
        Branch branch = call.branch();
        if (!branch.schemaReady) {
            throw ApiError.unprocessable("A schema snapshot is in progress for this branch.");
        }
        return branch;
    }

    private static LocalResponse schema(LocalRequest call) {
        Branch branch = withSchema(call);
        String keyspace = call.query("keyspace");
        LocalRequest.present(keyspace == null || branch.database.keyspaces.containsKey(keyspace) ? branch : null);
        return LocalResponse.ok(BranchJson.schema(branch.tables(), keyspace));
    }

    private static LocalResponse keyspaces(LocalRequest call) {
        Branch branch = call.branch();
        return LocalResponse.page(
                call, List.copyOf(branch.database.keyspaces.keySet()), name -> BranchJson.keyspace(branch, name));
    }

    private static LocalResponse lint(LocalRequest call) {
        Branch branch = withSchema(call);
        List<LintError> errors = new ArrayList<>(LintError.in(branch.tables()));
        errors.addAll(branch.explicitLint);
        return LocalResponse.page(call, errors, BranchJson::lint);
    }

    private static LocalResponse diff(LocalRequest call) {
        Branch branch = withSchema(call);
        Schemas base = branch.parent == null ? branch.tables() : branch.parent.tables();
        return LocalResponse.ok(BranchJson.diff(base, SchemaChange.between(base, branch.tables())));
    }

    private static LocalResponse refresh(LocalRequest call) {
        Branch branch = call.branch();
        branch.refreshedAt = branch.world.now();
        return LocalResponse.noContent();
    }
}
