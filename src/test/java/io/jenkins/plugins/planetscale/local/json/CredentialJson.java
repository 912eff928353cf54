package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Backup;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Password;
import io.jenkins.plugins.planetscale.local.PostgresRole;
import java.util.List;

/** How passwords, roles and backups are answered. */
public final class CredentialJson {
    private CredentialJson() {}

    /** @param withSecret only when it was just made: {@code plain_text} is told once [S] */
    public static ObjectNode of(Password password, boolean withSecret) {
        Branch branch = password.branch;
        String host = BranchJson.host(branch);
        ObjectNode json = Json.object();
        json.put("id", password.id);
        json.put("type", "DatabaseBranchPassword");
        json.put("name", password.name);
        json.put("role", password.role);
        json.set("cidrs", password.cidrs == null ? null : Json.strings(password.cidrs));
        json.put("created_at", Json.time(password.createdAt));
        json.putNull("deleted_at");
        json.put("expires_at", Json.time(password.expiresAt));
        json.putNull("last_used_at");
        json.put("expired", password.expired());
        json.put("direct_vtgate", password.directVtgate);
        json.putArray("direct_vtgate_addresses");
        if (password.ttl == null) {
            json.putNull("ttl_seconds");
        } else {
            json.put("ttl_seconds", password.ttl.toSeconds());
        }
        json.put("access_host_url", host);
        json.put("access_host_regional_url", "aws-" + host);
        json.set("access_host_regional_urls", Json.strings(List.of("aws-" + host)));
        json.set("actor", Json.actor(password.actor));
        json.set("region", Json.region(branch.region));
        json.put("username", password.username);
        json.put("plain_text", withSecret ? password.plainText : null);
        json.put("replica", password.replica);
        json.put("renewable", password.ttl != null);
        json.putObject("database_branch")
                .put("name", branch.name)
                .put("id", branch.id)
                .put("production", branch.production)
                .put("mysql_edge_address", host)
                .put("private_edge_connectivity", false);
        return json;
    }

    public static ObjectNode of(PostgresRole role, boolean withSecret) {
        Branch branch = role.branch;
        String host = branch.region + ".pg.psdb.cloud";
        ObjectNode json = Json.object();
        json.put("id", role.id);
        json.put("name", role.name);
        json.put("access_host_url", host);
        json.put("private_access_host_url", "private-" + host);
        json.put("private_connection_service_name", "");
        json.put("username", role.username + "." + branch.id);
        json.put("base_username", role.username);
        json.put("password", withSecret ? role.password : "");
        json.put("database_name", "postgres");
        json.put("created_at", Json.time(role.createdAt));
        json.put("updated_at", Json.time(role.createdAt));
        json.putNull("deleted_at");
        json.put("expires_at", Json.time(role.expiresAt));
        json.putNull("dropped_at");
        json.putNull("disabled_at");
        json.put("drop_failed", "");
        json.put("ready", true);
        json.put("expired", role.expired());
        json.put("default", false);
        json.put("ttl", role.ttl.toSeconds());
        json.set("inherited_roles", Json.strings(role.inheritedRoles));
        json.put("with_replication", false);
        json.set("branch", BranchJson.stub(branch));
        json.set("actor", Json.actor(role.actor));
        json.putObject("query_safety_settings")
                .put("require_where_on_delete", "false")
                .put("require_where_on_update", "false");
        return json;
    }

    public static ObjectNode of(Backup backup) {
        long size = backup.completedAt == null ? 0 : 4096L * (1 + backup.schema.tables());
        ObjectNode json = Json.object();
        json.put("id", backup.id);
        json.put("name", backup.name);
        json.put("state", backup.state);
        json.put("size", size);
        json.put("estimated_storage_cost", 0.01);
        json.put("created_at", Json.time(backup.createdAt));
        json.put("updated_at", Json.time(backup.completedAt == null ? backup.createdAt : backup.completedAt));
        json.put("started_at", Json.time(backup.startedAt));
        json.put("expires_at", Json.time(backup.expiresAt));
        json.put("completed_at", Json.time(backup.completedAt));
        json.putNull("deleted_at");
        json.put("pvc_size", 10_737_418_240L);
        json.put("uncompressed_size", size * 3);
        json.put("protected", backup.guarded);
        json.put("required", backup.scheduled);
        json.set("restored_branches", Json.array(backup.restored(), BranchJson::stub));
        json.set("actor", Json.actor(backup.actor));
        json.putNull("backup_policy");
        json.putNull("schema_snapshot");
        json.set("database_branch", BranchJson.stub(backup.branch));
        return json;
    }
}
