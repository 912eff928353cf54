package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.http.Api;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test can make happen that the API alone does not, or not soon. */
class ForcedStatesTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");

    @BeforeEach
    void deployRequest() {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        shop.branch("dev").schema(DeployRequestStoryTest.V2);
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main','auto_cutover':false}");
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private JsonNode request() {
        return api.get(Api.DB + "/deploy-requests/1").json();
    }

    private void pass(Duration time) {
        local.clock().advance(time);
    }

    @Test
    void anUnknownStateStaysUntilTheNextIsForced() {
        shop.deployRequest(1).force("in_progress_quantum");
        pass(Duration.ofDays(2));
        assertEquals("in_progress_quantum", request().path("deployment_state").asText());
        assertEquals("open", request().path("state").asText());
        shop.deployRequest(1).force("pending_cutover");
        assertEquals(200, api.post(Api.DB + "/deploy-requests/1/apply-deploy").status());
        pass(Duration.ofSeconds(4));
        assertEquals(
                "complete_pending_revert", request().path("deployment_state").asText());
    }

    @Test
    void aForcedSuccessHasItsSchemaAppliedAndCanBeReverted() {
        shop.deployRequest(1).force("complete_pending_revert");
        assertTrue(shop.branch("main").schema().contains("varchar(50)"));
        assertEquals(200, api.post(Api.DB + "/deploy-requests/1/revert").status());
        pass(Duration.ofSeconds(6));
        assertTrue(shop.branch("main").schema().contains("varchar(20)"));
    }

    @Test
    void aFrozenOneGoesNowhere() {
        shop.deployRequest(1).force("in_progress").freeze(true);
        pass(Duration.ofDays(1));
        assertEquals("in_progress", request().path("deployment_state").asText());
    }

    @Test
    void theInnerStateCanLag() {
        shop.deployRequest(1).force("pending_cutover").innerStateLags(true);
        assertEquals("pending_cutover", request().path("deployment_state").asText());
        assertEquals("in_progress", request().at("/deployment/state").asText());
    }

    @Test
    void theDeploymentCanBeNull() {
        shop.deployRequest(1).nullDeployment(true);
        assertTrue(request().path("deployment").isNull());
        shop.deployRequest(1).nullDeployment(false);
        assertTrue(request().path("deployment").isObject());
    }

    @Test
    void somebodyCanCloseApplyAndApprove() {
        shop.deployRequest(1).actorApproves().force("pending_cutover").actorApplies();
        assertTrue(request().path("approved").asBoolean());
        assertEquals("in_progress_cutover", request().path("deployment_state").asText());
        shop.deployRequest(1).force("ready").actorCloses();
        assertEquals("closed", request().path("state").asText());
        assertEquals("somebody", request().at("/closed_by/display_name").asText());
    }

    @Test
    void lintErrorsCanBeMadeUp() {
        shop.branch("dev").lintError("INVALID_CHARSET", "orders", "No such charset", "https://docs.example/x");
        pass(Duration.ofSeconds(6));
        assertEquals("error", request().path("deployment_state").asText());
        assertEquals(
                "INVALID_CHARSET",
                request().at("/deployment/lint_errors/0/lint_error").asText());
    }

    @Test
    void anOperationTellsWhatIsAtRiskAndHowFarItIs() {
        shop.recentlyUsed("orders");
        shop.branch("dev").ddl("ALTER TABLE orders DROP COLUMN note; CREATE TABLE a (id int PRIMARY KEY)");
        pass(Duration.ofSeconds(20));
        api.post(Api.DB + "/deploy-requests/1/deploy");
        pass(Duration.ofSeconds(4 + 150));
        JsonNode operations = request().at("/deployment/deploy_operations");
        assertEquals("CREATE", operations.at("/0/operation_name").asText());
        assertEquals(100, operations.at("/0/progress_percentage").asInt());
        assertEquals("ALTER", operations.at("/1/operation_name").asText());
        assertEquals(25, operations.at("/1/progress_percentage").asInt());
        assertEquals(90, operations.at("/1/eta_seconds").asInt());
        assertTrue(operations.at("/1/can_drop_data").asBoolean());
        assertTrue(operations.at("/1/table_recently_used").asBoolean());
        assertFalse(operations.at("/0/can_drop_data").asBoolean());
    }

    @Test
    void storageThatDoesNotSufficeIsTold() {
        shop.storage(false).shards(2);
        JsonNode check = api.get(Api.DB + "/deploy-requests/1/storage-check").json();
        assertFalse(check.path("enough_storage").asBoolean());
        assertFalse(check.at("/storage_report/shop/80-/has_enough").asBoolean(true));
    }

    @Test
    void theDumpTellsHistoryApartWhileTheLiveOneDoesNot() {
        String before = local.world().dump();
        String liveBefore = local.world().dumpLive();
        pass(Duration.ofHours(1));
        shop.deployRequest(1).force("pending");
        String liveAfter = local.world().dumpLive();
        assertEquals(liveBefore, liveAfter);
        assertEquals(before, local.world().dump());
        String password = api.post(Api.DB + "/branches/dev/passwords", "{'name':'p'}")
                .json()
                .path("id")
                .asText();
        api.delete(Api.DB + "/branches/dev/passwords/" + password);
        assertEquals(liveBefore, local.world().dumpLive());
        assertNotEquals(before, local.world().dump());
    }
}
