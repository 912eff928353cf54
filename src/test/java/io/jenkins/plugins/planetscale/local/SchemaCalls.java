package io.jenkins.plugins.planetscale.local;

import java.util.ArrayList;
import java.util.List;

/** The schema of a branch: its tables, lint, difference from its parent. */
final class SchemaCalls {
    private SchemaCalls() {}

    static void register(Router router) {
        router.on("GET", Router.BRANCH + "/schema", SchemaCalls::schema, Accesses.BRANCH_READERS);
        router.on("GET", Router.BRANCH + "/schema/lint", SchemaCalls::lint, Accesses.BRANCH_READERS);
        // the three that follow are undocumented, from planetscale-go [S]
        router.on("GET", Router.BRANCH + "/keyspaces", SchemaCalls::keyspaces, Accesses.BRANCH_READERS);
        router.on("GET", Router.BRANCH + "/diff", SchemaCalls::diff, Accesses.BRANCH_READERS);
        router.on("POST", Router.BRANCH + "/refresh-schema", SchemaCalls::refresh, Accesses.BRANCH_READERS);
    }

    private static Branch withSchema(Call call) {
        Branch branch = call.branch();
        if (!branch.schemaReady) {
            throw ApiError.unprocessable("A schema snapshot is in progress for this branch.");
        }
        return branch;
    }

    private static Answer schema(Call call) {
        Branch branch = withSchema(call);
        String keyspace = call.query("keyspace");
        Call.present(keyspace == null || branch.database.keyspaces.containsKey(keyspace) ? branch : null);
        return Answer.ok(BranchJson.schema(branch.tables(), keyspace));
    }

    private static Answer keyspaces(Call call) {
        Branch branch = call.branch();
        return Answer.page(call, List.copyOf(branch.database.keyspaces.keySet()), name -> BranchJson.keyspace(branch, name));
    }

    private static Answer lint(Call call) {
        Branch branch = withSchema(call);
        List<LintError> errors = new ArrayList<>(LintError.in(branch.tables()));
        errors.addAll(branch.explicitLint);
        return Answer.page(call, errors, BranchJson::lint);
    }

    private static Answer diff(Call call) {
        Branch branch = withSchema(call);
        Schemas base = branch.parent == null ? branch.tables() : branch.parent.tables();
        return Answer.ok(BranchJson.diff(base, SchemaChange.between(base, branch.tables())));
    }

    private static Answer refresh(Call call) {
        Branch branch = call.branch();
        branch.refreshedAt = branch.world.now();
        return Answer.noContent();
    }
}
