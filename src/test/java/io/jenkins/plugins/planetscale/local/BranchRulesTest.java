package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.http.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be done with branches, and what is refused how (docs/planetscale-api.md#accesses). */
class BranchRulesTest {
    private static final String BRANCHES = Api.DB + "/branches";

    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");

    @AfterEach
    void stop() {
        local.close();
    }

    private void pass(int seconds) {
        local.clock().advance(Duration.ofSeconds(seconds));
    }

    private void refused(int status, String message, Api.Reply reply) {
        assertEquals(status, reply.status(), reply.text());
        assertTrue(reply.message().contains(message), reply.text());
        assertFalse(reply.json().path("code").asText().isEmpty());
    }

    private boolean flag(String branch, String name) {
        return api.get(BRANCHES + "/" + branch).json().path(name).asBoolean();
    }

    @Test
    void aNewBranchBecomesReadyAndItsSchemaLater() {
        shop.branch("main").schema("CREATE TABLE t (id int PRIMARY KEY)");
        assertEquals(
                "pending",
                api.post(BRANCHES, "{'name':'dev'}").json().path("state").asText());
        pass(19);
        assertFalse(flag("dev", "ready"));
        pass(1);
        assertTrue(flag("dev", "ready"));
        assertFalse(flag("dev", "schema_ready"));
        refused(422, "schema snapshot is in progress", api.get(BRANCHES + "/dev/schema"));
        pass(5);
        assertTrue(flag("dev", "schema_ready"));
        assertEquals(
                "t", api.get(BRANCHES + "/dev/schema").json().at("/data/0/name").asText());
    }

    @Test
    void aTakenAnInvalidAndAMissingNameAreRefused() {
        refused(422, "Name has already been taken", api.post(BRANCHES, "{'name':'main'}"));
        refused(422, "Name is invalid", api.post(BRANCHES, "{'name':'Feature/X'}"));
        refused(422, "name can't be blank", api.post(BRANCHES, "{}"));
        refused(404, "Not Found", api.post(BRANCHES, "{'name':'dev','parent_branch':'none'}"));
        refused(400, "JSON object", api.post(BRANCHES, "[1"));
    }

    @Test
    void aDatabaseThatIsNotReadyMakesNoBranches() {
        shop.state("pending");
        refused(400, "Database is still initializing", api.post(BRANCHES, "{'name':'dev'}"));
    }

    @Test
    void theLimitOfDevelopmentBranchesIsToldAndHeld() {
        shop.developmentBranchLimitReached(true);
        assertTrue(
                api.get(Api.DB).json().path("at_development_branch_usage_limit").asBoolean());
        refused(422, "limit of development branches", api.post(BRANCHES, "{'name':'dev'}"));
    }

    @Test
    void aSeededBranchNamesWhereItCameFromAndTakesLonger() {
        Api.Reply created = api.post(BRANCHES, "{'name':'copy','seed_data':'last_successful_backup'}");
        assertEquals("main", created.json().at("/restored_from_branch/name").asText());
        pass(89);
        assertFalse(flag("copy", "ready"));
        pass(1);
        assertTrue(flag("copy", "ready"));
        assertTrue(flag("copy", "schema_ready"));
    }

    @Test
    void aSeededBranchIsAProductionBranchOfTheSizeOfItsSource() {
        shop.branch("main").clusterSize("PS_80");
        api.post(BRANCHES, "{'name':'copy','seed_data':'last_successful_backup','cluster_size':'PS_DEV'}");
        Api.Reply copy = api.get(BRANCHES + "/copy");
        assertTrue(copy.json().path("production").asBoolean());
        assertFalse(copy.json().path("safe_migrations").asBoolean());
        assertEquals("PS_80", copy.json().path("cluster_name").asText());
        pass(90);
        Api developer = Api.as(local, "developer", withRestore());
        refused(404, "Not Found", developer.post(BRANCHES + "/copy/passwords", "{'role':'admin'}"));
        refused(404, "Not Found", developer.delete(BRANCHES + "/copy"));
        String password =
                api.post(BRANCHES + "/copy/passwords", "{}").json().path("id").asText();
        refused(404, "Not Found", developer.delete(BRANCHES + "/copy/passwords/" + password));
        assertEquals(204, api.delete(BRANCHES + "/copy").status());
    }

    @Test
    void aBackupIsRestoredIntoAProductionBranchUnlessItIsSmall() {
        String backup =
                api.get(BRANCHES + "/main/backups").json().at("/data/0/id").asText();
        String body = "{'name':'copy','backup_id':'" + backup + "','cluster_size':'";
        Api developer = Api.as(local, "developer", withRestore());
        assertEquals(201, developer.post(BRANCHES, body + "PS_20'}").status());
        assertTrue(flag("copy", "production"));
        assertEquals(204, api.delete(BRANCHES + "/copy").status());
        assertEquals(201, developer.post(BRANCHES, body + "PS_DEV'}").status());
        assertFalse(flag("copy", "production"));
        pass(90);
        assertEquals(201, developer.post(BRANCHES + "/copy/passwords", "{}").status());
        assertEquals(204, developer.delete(BRANCHES + "/copy").status());
    }

    private static String[] withRestore() {
        List<String> accesses = new ArrayList<>(Accesses.MINIMAL);
        accesses.add("restore_production_branch_backup");
        return accesses.toArray(String[]::new);
    }

    @Test
    void theDefaultBranchIsTheParentWhereNoneIsGiven() {
        shop.branch("production").production(true);
        shop.defaultBranch("production");
        assertEquals("production", api.get(Api.DB).json().path("default_branch").asText());
        api.post(BRANCHES, "{'name':'dev'}");
        assertEquals(
                "production",
                api.get(BRANCHES + "/dev").json().path("parent_branch").asText());
    }

    @Test
    void regionsAndSizesThatDoNotExistAreRefused() {
        refused(422, "Region mars-north", api.post(BRANCHES, "{'name':'dev','region':'mars-north'}"));
        refused(422, "Cluster size PS-10", api.post(BRANCHES, "{'name':'dev','cluster_size':'PS-10'}"));
    }

    @Test
    void restoringABackupNeedsAClusterSizeAndTheAccess() {
        String backup =
                api.get(BRANCHES + "/main/backups").json().at("/data/0/id").asText();
        String body = "{'name':'copy','backup_id':'" + backup + "'";
        refused(422, "cluster_size is required", api.post(BRANCHES, body + "}"));
        Api poor = Api.as(local, "poor", "create_branch");
        refused(404, "Not Found", poor.post(BRANCHES, body + ",'cluster_size':'PS_DEV'}"));
        assertEquals(201, api.post(BRANCHES, body + ",'cluster_size':'PS_DEV'}").status());
    }

    @Test
    void aProductionBranchIsNotFoundForATokenThatMayNotDeleteIt() {
        Api developer = Api.as(local, "developer", Accesses.MINIMAL.toArray(String[]::new));
        refused(404, "Not Found", developer.delete(BRANCHES + "/main"));
        assertEquals(204, api.delete(BRANCHES + "/main").status());
    }

    @Test
    void aProtectedBranchStays() {
        shop.branch("dev").deletionProtected(true);
        refused(422, "protected", api.delete(BRANCHES + "/dev"));
    }

    @Test
    void childrenGoWithTheirParentOnlyWhenAskedTo() {
        shop.branch("dev");
        api.post(BRANCHES, "{'name':'child','parent_branch':'dev'}");
        refused(422, "child branches", api.delete(BRANCHES + "/dev"));
        assertEquals(204, api.delete(BRANCHES + "/dev?delete_descendants=true").status());
        assertFalse(shop.hasBranch("child"));
    }

    @Test
    void aBranchStaysWhileItsDeploymentRunsAndAMinuteLonger() {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        shop.branch("dev").schema(DeployRequestStoryTest.V2);
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}");
        shop.deployRequest(1).force("in_progress");
        refused(422, "cannot be deleted while a deployment is in progress", api.delete(BRANCHES + "/dev"));
        shop.deployRequest(1).force("complete_pending_revert");
        refused(422, "cannot be deleted while a deployment is in progress", api.delete(BRANCHES + "/dev"));
        assertEquals(200, api.post(Api.DB + "/deploy-requests/1/skip-revert").status());
        pass(59);
        refused(422, "cannot be deleted while a deployment is in progress", api.delete(BRANCHES + "/dev"));
        pass(1);
        assertEquals(204, api.delete(BRANCHES + "/dev").status());
    }

    @Test
    void deletingABranchClosesItsUndeployedRequestsAndRevokesItsPasswords() {
        shop.branch("dev");
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}");
        api.post(BRANCHES + "/dev/passwords", "{'name':'p'}");
        assertTrue(local.world().dumpLive().contains("password p admin"));
        assertEquals(204, api.delete(BRANCHES + "/dev").status());
        assertEquals("closed", shop.deployRequest(1).state());
        assertFalse(local.world().dumpLive().contains("password p"));
        assertTrue(
                local.world().dump().contains("passwords created 1 deleted 1"),
                local.world().dump());
    }

    @Test
    void deployRequestsNeedSafeMigrationsAndMysql() {
        shop.branch("dev");
        shop.branch("main").safeMigrations(false);
        String body = "{'branch':'dev','into_branch':'main'}";
        refused(422, "must be a branch with safe migrations enabled", api.post(Api.DB + "/deploy-requests", body));
        shop.branch("main").safeMigrations(true);
        shop.kind("postgresql");
        refused(422, "PostgreSQL", api.post(Api.DB + "/deploy-requests", body));
        shop.kind("mysql");
        assertEquals(201, api.post(Api.DB + "/deploy-requests", body).status());
        assertEquals(201, api.post(Api.DB + "/deploy-requests", body).status());
    }

    @Test
    void demotingADevelopmentBranchIsRefused() {
        shop.branch("dev");
        refused(422, "Database branch dev is not a production branch.", api.post(BRANCHES + "/dev/demote"));
    }

    @Test
    void safeMigrationsAreRefusedForTablesWithoutKeys() {
        shop.branch("dev").schema("CREATE TABLE log (line text)").production(true);
        refused(422, "requires schema validation", api.post(BRANCHES + "/dev/safe-migrations"));
    }

    @Test
    void aStaleSchemaIsRefreshed() {
        shop.branch("dev").staleSchema(true);
        assertTrue(flag("dev", "stale_schema"));
        api.post(BRANCHES + "/dev/refresh-schema");
        pass(4);
        assertTrue(flag("dev", "stale_schema"));
        pass(1);
        assertFalse(flag("dev", "stale_schema"));
    }
}
