package io.jenkins.plugins.planetscale.local;

import java.util.Collection;

/** Canonical text of a world. Only under its lock. */
final class Dump {
    private final boolean history;
    private final StringBuilder out = new StringBuilder();

    /** @param history whether effects and counters are told too */
    Dump(boolean history) {
        this.history = history;
    }

    String of(Collection<Organization> organizations) {
        for (Organization organization : organizations) {
            line(0, "organization " + organization.name);
            organization.databases.values().forEach(this::database);
        }
        return out.toString();
    }

    private void database(Database database) {
        line(1, "database " + database.name + " " + database.kind + " " + database.state);
        database.branches.values().forEach(this::branch);
        database.deployRequests.forEach(this::deployRequest);
        database.webhooks.values().stream()
                .map(webhook ->
                        "webhook " + webhook.url + (webhook.enabled ? " enabled " : " disabled ") + webhook.events)
                .sorted()
                .forEach(text -> line(2, text));
        if (history) {
            line(2, "ever: " + database.counters);
        }
    }

    private void branch(Branch branch) {
        line(
                2,
                "branch " + branch.name
                        + (branch.parent == null ? "" : " of " + branch.parent.name)
                        + flag(branch.production, "production")
                        + flag(branch.safeMigrations, "safe-migrations")
                        + flag(branch.deletionProtected, "protected")
                        + flag(branch.ready, "ready")
                        + (branch.restoredFrom == null ? "" : " restored from " + branch.restoredFrom.name));
        boolean several = branch.tables().keyspaces.size() > 1;
        branch.tables().keyspaces.forEach((name, schema) -> {
            if (several) {
                line(3, "keyspace " + name);
            }
            schema.ddl().lines().forEach(text -> line(several ? 4 : 3, text));
        });
        branch.passwords.values().stream()
                .filter(password -> !password.expired())
                .map(password -> "password " + password.name + " " + password.role + flag(password.replica, "replica"))
                .sorted()
                .forEach(text -> line(3, text));
        branch.roles.values().stream()
                .filter(role -> !role.expired())
                .map(role -> "role " + role.name + " " + role.inheritedRoles)
                .sorted()
                .forEach(text -> line(3, text));
        branch.backups.stream()
                .map(backup -> "backup " + (backup.scheduled ? "(scheduled)" : backup.name) + " " + backup.state)
                .sorted()
                .forEach(text -> line(3, text));
    }

    private void deployRequest(DeployRequest request) {
        Deployment deployment = request.deployment;
        line(
                2,
                "deploy request " + request.number + " " + request.source.name + " -> " + request.into.name + " "
                        + (request.closed() ? "closed " : "open ") + deployment.state
                        + flag(deployment.autoCutover, "auto-cutover")
                        + flag(deployment.autoDeleteBranch, "auto-delete-branch"));
        if (!request.notes.isEmpty()) {
            line(3, "notes " + request.notes.replace("\n", "\\n"));
        }
        request.reviews.forEach(review -> line(3, "review " + review.state() + " by " + review.actor()));
        if (history) {
            line(3, "effects " + request.effects);
        }
    }

    private static String flag(boolean value, String name) {
        return value ? " " + name : "";
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
