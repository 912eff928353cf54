package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.schema.LineDiff;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import io.jenkins.plugins.planetscale.local.schema.Schema;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import io.jenkins.plugins.planetscale.local.schema.Schemas;
import io.jenkins.plugins.planetscale.local.schema.Table;
import java.util.List;

/** How branches and their schemas are answered. */
public final class BranchJson {
    private BranchJson() {}

    public static ObjectNode of(Branch branch) {
        Database database = branch.database;
        String path = database.organization.name + "/databases/" + database.name + "/branches/" + branch.name;
        ObjectNode json = stub(branch);
        json.put("type", "Branch");
        json.putNull("restore_checklist_completed_at");
        json.put("schema_last_updated_at", Json.time(branch.schemaUpdatedAt));
        json.put("kind", database.kind);
        json.put("mysql_address", host(branch));
        json.put("mysql_edge_address", host(branch));
        json.put("state", branch.ready ? "ready" : "pending");
        json.put("direct_vtgate", false);
        json.put("vtgate_size", "VTG_5");
        json.putNull("vtgate_name");
        json.put("vtgate_count", 1);
        json.put("vtgate_autoscaling", false);
        json.putNull("vtgate_max_count");
        json.putNull("vtgate_target_cpu_utilization");
        json.put("cluster_name", branch.size());
        json.putNull("cluster_iops");
        json.put("ready", branch.ready);
        json.put("schema_ready", branch.schemaReady);
        json.put("metal", false);
        json.put("production", branch.production);
        json.put("safe_migrations", branch.safeMigrations);
        json.put("deletion_protected", branch.deletionProtected);
        json.put("sharded", database.sharded());
        json.put("shard_count", database.shards());
        json.put("keyspace_count", database.keyspaces.size());
        json.put("stale_schema", branch.staleSchema);
        json.set("actor", Json.actor(branch.actor));
        json.set("restored_from_branch", branch.restoredFrom == null ? null : stub(branch.restoredFrom));
        json.put("private_edge_connectivity", false);
        json.put("has_replicas", branch.production);
        json.put("has_read_only_replicas", false);
        json.put("html_url", Json.WEB + database.organization.name + "/" + database.name + "/" + branch.name);
        json.put("url", Json.API + path);
        json.set("region", Json.region(branch.region));
        json.put("parent_branch", branch.parent == null ? null : branch.parent.name);
        json.putObject("vtgate_options");
        return json;
    }

    static String host(Branch branch) {
        return branch.region + ".connect.psdb.cloud";
    }

    /** The short form in which other objects name a branch. */
    public static ObjectNode stub(Branch branch) {
        return Json.object()
                .put("id", branch.id)
                .put("name", branch.name)
                .put("created_at", Json.time(branch.createdAt))
                .put("updated_at", Json.time(branch.updatedAt))
                .put("deleted_at", Json.time(branch.deletedAt));
    }

    /** How a webhook tells of a branch. */
    public static ObjectNode resource(Branch branch) {
        return Json.object()
                .put("id", branch.id)
                .put("type", "Branch")
                .put("name", branch.name)
                .put("state", branch.ready ? "ready" : "pending")
                .put("ready", branch.ready)
                .put("production", branch.production);
    }

    /** @param keyspace whose tables are wanted; null for those of all [?], which are not told apart then */
    public static ObjectNode schema(Schemas schemas, String keyspace) {
        List<Table> tables = schemas.keyspaces.entrySet().stream()
                .filter(one -> keyspace == null || one.getKey().equals(keyspace))
                .flatMap(one -> one.getValue().tables.values().stream())
                .toList();
        return data(Json.array(tables, table -> Json.named(table.name, table.ddl() + "\n")));
    }

    public static ObjectNode keyspace(Branch branch, String name) {
        int shards = branch.database.keyspaces.get(name);
        return Json.object()
                .put("id", Json.stableId("keyspace " + branch.id + name))
                .put("type", "BranchKeyspace")
                .put("name", name)
                .put("shards", shards)
                .put("sharded", shards > 1)
                .put("created_at", Json.time(branch.createdAt))
                .put("updated_at", Json.time(branch.updatedAt));
    }

    /** One entry for each table that differs, with a line diff of its CREATE TABLE. */
    public static ObjectNode diff(Schemas base, List<SchemaChange> changes) {
        return data(Json.array(changes, change -> {
            Schema changed = base.of(change.keyspace()).copy();
            Table old = changed.tables.get(change.table());
            String before = old == null ? "" : old.ddl() + "\n";
            changed.apply(change.statement());
            Table table = changed.tables.get(change.table());
            return Json.named(change.table(), LineDiff.of(before, table == null ? "" : table.ddl() + "\n"));
        }));
    }

    private static ObjectNode data(ArrayNode entries) {
        ObjectNode json = Json.object();
        json.set("data", entries);
        return json;
    }

    public static ObjectNode lint(LintError error) {
        ObjectNode json = Json.object();
        json.put("lint_error", error.code());
        json.put("subject_type", "table");
        json.put("keyspace_name", error.keyspace());
        json.put("table_name", error.table());
        json.put("error_description", error.message());
        json.put("docs_url", error.docsUrl());
        json.put("column_name", "");
        json.putArray("foreign_key_column_names");
        json.putArray("auto_increment_column_names");
        for (String unused : List.of(
                "charset_name",
                "engine_name",
                "vindex_name",
                "json_path",
                "check_constraint_name",
                "enum_value",
                "partitioning_type",
                "partition_name")) {
            json.put(unused, "");
        }
        return json;
    }
}
