package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.http.Api;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One deployment at a time for each target; what is not over blocks the next (docs/planetscale-api.md#queue). */
class DeployQueueTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");

    @BeforeEach
    void threeDeployRequests() {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        for (int number = 1; number <= 3; number++) {
            String name = "dev" + number;
            shop.branch(name)
                    .schema(DeployRequestStoryTest.V1)
                    .ddl("CREATE TABLE extra" + number + " (id int PRIMARY KEY)");
            api.post(
                    Api.DB + "/deploy-requests",
                    "{'branch':'" + name + "','into_branch':'main','auto_cutover':" + (number > 1) + "}");
        }
        pass(20);
        for (int number = 1; number <= 3; number++) {
            assertEquals(200, act(number, "deploy").status());
        }
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private void pass(int seconds) {
        local.clock().advance(Duration.ofSeconds(seconds));
    }

    private Api.Reply act(int number, String action) {
        return api.post(Api.DB + "/deploy-requests/" + number + "/" + action);
    }

    private String states() {
        return state(1) + " " + state(2) + " " + state(3);
    }

    private String state(int number) {
        return shop.deployRequest(number).deploymentState();
    }

    private int preceding(int number) {
        return api.get(Api.DB + "/deploy-requests/" + number + "/deployment")
                .json()
                .path("preceding_deployments")
                .size();
    }

    @Test
    void aGatedOneBlocksTheOthersUntilItsWindowIsClosed() {
        pass(3600);
        assertEquals("pending_cutover queued queued", states());
        assertEquals(0, preceding(1));
        assertEquals(1, preceding(2));
        assertEquals(2, preceding(3));
        act(1, "apply-deploy");
        pass(600);
        assertEquals("complete_pending_revert queued queued", states());
        act(1, "skip-revert");
        assertEquals(0, preceding(2));
        pass(4);
        assertEquals("complete in_progress queued", states());
    }

    @Test
    void theQueueIsListedInTheOrderOfDeployment() {
        Api.Reply queue = api.get(Api.DB + "/deploy-queue");
        assertEquals(3, queue.json().path("data").size());
        assertEquals(1, queue.json().at("/data/0/deploy_request_number").asInt());
        assertEquals(3, queue.json().at("/data/2/deploy_request_number").asInt());
    }

    @Test
    void oneEndsBeforeTheNextBegins() {
        act(1, "cancel");
        pass(3 + 2 + 2 + 240 + 1 + 4);
        assertEquals("cancelled complete_pending_revert queued", states());
        pass(30 * 60);
        assertEquals("cancelled complete queued", states());
        pass(2 + 2);
        assertEquals("cancelled complete in_progress", states());
    }

    @Test
    void aFailedOneBlocksUntilItIsCompletedByHand() {
        pass(100);
        shop.deployRequest(1).failDeploy("table is full");
        pass(3600);
        assertEquals("complete_error queued queued", states());
        Api.Reply second = api.get(Api.DB + "/deploy-requests/2");
        assertTrue(second.json().at("/deployment/queue_paused").asBoolean());
        assertEquals(
                "table is full",
                api.get(Api.DB + "/deploy-requests/1/operations")
                        .json()
                        .at("/data/0/deploy_errors")
                        .asText());
        assertEquals(200, act(1, "complete-deploy").status());
        pass(4);
        assertEquals("complete_error in_progress queued", states());
        assertEquals("closed", shop.deployRequest(1).state());
    }

    @Test
    void aFailedRevertBlocksToo() {
        pass(300);
        act(1, "apply-deploy");
        pass(10);
        shop.deployRequest(1).failRevert("data does not fit");
        act(1, "revert");
        pass(3600);
        assertEquals("complete_revert_error queued queued", states());
        assertTrue(shop.branch("main").schema().contains("extra1"));
        assertEquals(200, act(1, "complete-deploy").status());
        pass(2);
        assertEquals("submitting", state(2));
    }

    @Test
    void otherTargetsHaveTheirOwnQueue() {
        shop.branch("stage").schema(DeployRequestStoryTest.V1).safeMigrations(true);
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev1','into_branch':'stage'}");
        pass(20);
        act(4, "deploy");
        pass(4);
        assertEquals("in_progress", state(4));
    }

    @Test
    void aStaleBaseDropsWhatWasDeployedMeanwhile() {
        act(1, "cancel");
        act(3, "cancel");
        pass(300);
        act(2, "skip-revert");
        assertTrue(shop.branch("main").schema().contains("extra2"));
        shop.branch("dev1").ddl("ALTER TABLE extra1 ADD COLUMN more int");
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev1','into_branch':'main'}");
        pass(10);
        String operations = api.get(Api.DB + "/deploy-requests/4/operations").text();
        assertTrue(operations.contains("DROP TABLE `extra2`"), operations);
    }

    @Test
    void aForgottenGateIsCancelledWhenItExpires() {
        pass(23 * 3600);
        assertTrue(api.get(Api.DB + "/deploy-requests/1")
                .json()
                .at("/deployment/cutover_expiring")
                .asBoolean());
        pass(2 * 3600);
        assertEquals("complete_cancel", state(1));
    }
}
