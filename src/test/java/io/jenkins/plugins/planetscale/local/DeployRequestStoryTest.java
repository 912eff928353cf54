package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.http.Api;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deploy request from its creation to its end, over HTTP (docs/planetscale-api.md#states). */
class DeployRequestStoryTest {
    static final String V1 = "CREATE TABLE orders (id bigint NOT NULL, note varchar(20), PRIMARY KEY (id));";
    static final String V2 = "CREATE TABLE orders (id bigint NOT NULL, note varchar(50), PRIMARY KEY (id));";

    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");

    @BeforeEach
    void change() {
        shop.branch("main").schema(V1);
        shop.branch("dev").schema(V2);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private void pass(int seconds) {
        local.clock().advance(Duration.ofSeconds(seconds));
    }

    private Api.Reply create(String more) {
        Api.Reply created = api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'" + more + "}");
        assertEquals(201, created.status(), created.text());
        return created;
    }

    private String state() {
        return api.get(Api.DB + "/deploy-requests/1")
                .json()
                .path("deployment_state")
                .asText();
    }

    private Api.Reply act(String action) {
        return api.post(Api.DB + "/deploy-requests/1/" + action);
    }

    private void deployed(String more) {
        create(more);
        pass(20);
        assertEquals(200, act("deploy").status());
    }

    @Test
    void aGatedDeployRequestWaitsForApplyAndKeepsItsWindowOpen() {
        create(",'auto_cutover':false");
        assertEquals("pending", state());
        pass(6);
        assertEquals("ready", state());
        assertEquals(422, act("deploy").status());
        assertTrue(act("deploy").message().startsWith("We're currently validating that these changes are safe"));
        pass(8);
        assertEquals("queued", act("deploy").json().path("deployment_state").asText());
        pass(2);
        assertEquals("submitting", state());
        pass(2);
        assertEquals("in_progress", state());
        pass(240);
        assertEquals("pending_cutover", state());
        pass(3600);
        assertEquals("pending_cutover", state());
        assertTrue(shop.branch("main").schema().contains("varchar(20)"));
        assertEquals(
                "in_progress_cutover",
                act("apply-deploy").json().path("deployment_state").asText());
        pass(4);
        assertEquals("complete_pending_revert", state());
        assertTrue(shop.branch("main").schema().contains("varchar(50)"));
        assertEquals("open", shop.deployRequest(1).state());
        pass(30 * 60);
        assertEquals("complete", state());
        assertEquals("closed", shop.deployRequest(1).state());
        assertEquals(
                List.of("created", "deploy", "apply-deploy", "schema-applied"),
                shop.deployRequest(1).effects());
    }

    @Test
    void autoCutoverPassesTheGateByItself() {
        deployed(",'auto_cutover':true");
        pass(2 + 2 + 240);
        assertEquals("pending_cutover", state());
        pass(1);
        assertEquals("in_progress_cutover", state());
        pass(4);
        assertEquals("complete_pending_revert", state());
    }

    @Test
    void hoursAtOnceLeadToTheSameEndAsManySmallSteps() {
        deployed(",'auto_cutover':true");
        pass(10 * 3600);
        String atOnce = local.world().dump();
        try (LocalPlanetScale other = LocalPlanetScale.start()) {
            Api otherApi = Api.of(other);
            Database otherShop = other.world().database("acme", "shop");
            otherShop.branch("main").schema(V1);
            otherShop.branch("dev").schema(V2);
            otherApi.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main','auto_cutover':true}");
            other.clock().advance(Duration.ofSeconds(20));
            otherApi.post(Api.DB + "/deploy-requests/1/deploy");
            for (int i = 0; i < 3600; i++) {
                other.clock().advance(Duration.ofSeconds(1));
            }
            assertEquals(atOnce, other.world().dump());
        }
    }

    @Test
    void anAbsentAutoCutoverInheritsTheDefaultOfTheDatabase() {
        shop.autoCutoverDefault(true);
        assertTrue(create("").json().path("deployment").path("auto_cutover").asBoolean());
        assertFalse(create(",'auto_cutover':false")
                .json()
                .path("deployment")
                .path("auto_cutover")
                .asBoolean());
    }

    @Test
    void aRevertRestoresTheFormerSchema() {
        deployed(",'auto_cutover':true");
        pass(300);
        assertEquals(
                "in_progress_revert",
                act("revert").json().path("deployment_state").asText());
        pass(6);
        assertEquals("complete_revert", state());
        assertTrue(shop.branch("main").schema().contains("varchar(20)"));
        assertEquals("closed", shop.deployRequest(1).state());
    }

    @Test
    void aRevertAfterTheWindowIsRefused() {
        deployed(",'auto_cutover':true");
        pass(300 + 30 * 60);
        assertEquals(422, act("revert").status());
        assertEquals(422, act("skip-revert").status());
    }

    @Test
    void skippingTheRevertPeriodCompletesAtOnce() {
        deployed(",'auto_cutover':true");
        pass(300);
        assertEquals(
                "complete", act("skip-revert").json().path("deployment_state").asText());
        assertEquals("closed", shop.deployRequest(1).state());
    }

    @Test
    void aCancelledDeploymentLeavesTheTargetAlone() {
        deployed(",'auto_cutover':true");
        pass(100);
        assertEquals(
                "in_progress_cancel",
                act("cancel").json().path("deployment_state").asText());
        pass(3);
        assertEquals("complete_cancel", state());
        assertTrue(shop.branch("main").schema().contains("varchar(20)"));
        assertEquals(422, act("cancel").status());
    }

    @Test
    void equalSchemasAreNoChanges() {
        shop.branch("dev").schema("create table orders (`id` BIGINT not null,\n note VARCHAR(20), primary key(`id`))");
        create("");
        pass(6);
        assertEquals("no_changes", state());
        assertEquals(422, act("deploy").status());
        assertEquals(
                200,
                api.patch(Api.DB + "/deploy-requests/1", "{'state':'closed'}").status());
        assertEquals("closed", shop.deployRequest(1).state());
    }

    @Test
    void aTableWithoutAUniqueKeyFailsTheDeployCheck() {
        shop.branch("dev").ddl("CREATE TABLE log (line text)");
        create("");
        pass(6);
        Api.Reply reply = api.get(Api.DB + "/deploy-requests/1");
        assertEquals("error", reply.json().path("deployment_state").asText());
        assertEquals(
                "NO_UNIQUE_KEY",
                reply.json().at("/deployment/lint_errors/0/lint_error").asText());
        assertEquals(
                "log", reply.json().at("/deployment/lint_errors/0/table_name").asText());
        assertTrue(reply.json().at("/deployment/queued_at").isNull());
    }

    @Test
    void onlyAddedColumnsGoInstantlyWithoutGateOrWindow() {
        shop.branch("dev").schema(V1).ddl("ALTER TABLE orders ADD COLUMN paid tinyint NOT NULL DEFAULT 0");
        create(",'auto_cutover':false");
        pass(20);
        assertTrue(api.get(Api.DB + "/deploy-requests/1")
                .json()
                .at("/deployment/instant_ddl_eligible")
                .asBoolean());
        assertEquals(
                200,
                api.post(Api.DB + "/deploy-requests/1/deploy", "{'instant_ddl':true}")
                        .status());
        pass(6);
        assertEquals("complete", state());
        assertTrue(shop.branch("main").schema().contains("`paid` tinyint"));
        assertEquals(422, act("revert").status());
    }

    @Test
    void aWidenedColumnCannotGoInstantly() {
        create("");
        pass(20);
        assertEquals(
                422,
                api.post(Api.DB + "/deploy-requests/1/deploy", "{'instant_ddl':true}")
                        .status());
    }

    @Test
    void approvalByAnotherTokenIsNeededWhereTheDatabaseAsksForIt() {
        shop.requireApproval(true);
        Api reviewer = Api.as(local, "reviewer", "approve_deploy_request");
        create("");
        pass(20);
        Api.Reply refused = act("deploy");
        assertEquals(403, refused.status());
        assertEquals("Deploy request must be approved before deploying.", refused.message());
        String reviews = Api.DB + "/deploy-requests/1/reviews";
        assertEquals(403, api.post(reviews, "{'state':'approved'}").status());
        assertEquals(
                201,
                reviewer.post(reviews, "{'state':'approved','body':'fine'}").status());
        assertEquals(200, act("deploy").status());
    }

    @Test
    void aStuckCutoverEndsWhenItIsForcedAndCanBeForcedOnce() {
        shop.timings().stuckCutover(true);
        deployed(",'auto_cutover':true");
        pass(1800);
        assertEquals("in_progress_cutover", state());
        assertEquals(200, act("force-cutover").status());
        assertEquals(422, act("force-cutover").status());
        pass(4);
        assertEquals("complete_pending_revert", state());
    }

    @Test
    void aChangedBranchIsCheckedAgain() {
        create("");
        pass(20);
        shop.branch("dev").ddl("CREATE TABLE log (line text)");
        assertEquals("pending", state());
        pass(6);
        assertEquals("error", state());
    }

    @Test
    void theBranchIsDeletedAtTheEndWhenAskedTo() {
        deployed(",'auto_cutover':true,'auto_delete_branch':true");
        pass(300);
        assertTrue(shop.hasBranch("dev"));
        act("skip-revert");
        assertFalse(shop.hasBranch("dev"));
        assertTrue(api.get(Api.DB + "/deploy-requests/1")
                .json()
                .path("branch_deleted")
                .asBoolean());
    }
}
