package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.Organization;

/** How organizations and databases are answered. */
public final class OrganizationJson {
    private OrganizationJson() {}

    public static ObjectNode of(Organization organization) {
        ObjectNode json = Json.object();
        json.put("id", organization.id);
        json.put("name", organization.name);
        json.put("billing_email", "billing@example.com");
        json.put("created_at", Json.time(organization.createdAt));
        json.put("updated_at", Json.time(organization.createdAt));
        json.put("plan", "scaler_pro");
        json.put("valid_billing_info", true);
        json.put("sso", false);
        json.put("sso_directory", false);
        json.put("single_tenancy", false);
        json.put("managed_tenancy", false);
        json.put("has_past_due_invoices", false);
        json.put("database_count", organization.databases.size());
        json.putNull("sso_portal_url");
        json.putObject("features").put("insights", true);
        json.put("idp_managed_roles", false);
        json.put("invoice_budget_amount", "0.0");
        json.put("keyspace_shard_limit", 128);
        json.put("has_card", true);
        json.put("payment_info_required", false);
        return json;
    }

    public static ObjectNode of(Database database) {
        Branch main = database.branches.get(database.defaultBranch);
        String path = database.organization.name + "/databases/" + database.name;
        ObjectNode json = Json.object();
        json.put("id", database.id);
        json.put("type", "Database");
        json.put("url", Json.API + path);
        json.put("branches_url", Json.API + path + "/branches");
        json.put("branches_count", database.branches.size());
        json.put("open_schema_recommendations_count", 0);
        long production = database.branches.values().stream()
                .filter(branch -> branch.production)
                .count();
        json.put("development_branches_count", database.branches.size() - production);
        json.put("production_branches_count", production);
        json.put("issues_count", 0);
        json.put("multiple_admins_required_for_deletion", false);
        json.put("ready", database.state.equals("ready"));
        json.put("at_backup_restore_branches_limit", false);
        json.put("at_development_branch_usage_limit", database.developmentBranchLimitReached);
        json.putNull("data_import");
        json.set("region", Json.region("us-east"));
        json.put("html_url", Json.WEB + database.organization.name + "/" + database.name);
        json.put("name", database.name);
        json.put("state", database.state);
        json.put("sharded", database.sharded());
        json.put("default_branch_shard_count", database.sharded() ? database.shards() : 0);
        json.put("default_branch_read_only_regions_count", 0);
        json.put("default_branch_table_count", main == null ? 0 : main.tables().tables());
        json.put("default_branch", database.defaultBranch);
        json.put("require_approval_for_deploy", database.requireApproval);
        json.put("deletion_protected", false);
        json.put("resizing", false);
        json.put("resize_queued", false);
        json.put("config_changing", false);
        json.put("config_change_queued", false);
        json.put("allow_data_branching", database.allowDataBranching);
        json.put("foreign_keys_enabled", database.foreignKeys);
        json.put("automatic_migrations", false);
        json.put("restrict_branch_region", false);
        json.put("insights_raw_queries", false);
        json.put("plan", "scaler_pro");
        json.put("insights_enabled", true);
        json.put("production_branch_web_console", false);
        json.putNull("migration_table_name");
        json.putNull("migration_framework");
        json.put("created_at", Json.time(database.createdAt));
        json.put("updated_at", Json.time(database.createdAt));
        json.put("schema_last_updated_at", main == null ? null : Json.time(main.schemaUpdatedAt));
        json.put("kind", database.kind);
        return json;
    }
}
