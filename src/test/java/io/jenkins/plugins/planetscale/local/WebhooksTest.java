package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.planetscale.local.http.Api;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhook events as a receiver gets them (docs/planetscale-api.md#webhooks). */
class WebhooksTest {
    private static final String WEBHOOKS = Api.DB + "/webhooks";

    private record Delivery(String signature, byte[] body) {}

    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private HttpServer receiver;
    private JsonNode webhook;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            deliveries.add(new Delivery(
                    exchange.getRequestHeaders().getFirst("X-PlanetScale-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        String events = "['deploy_request.opened','deploy_request.queued','deploy_request.in_progress',"
                + "'deploy_request.pending_cutover','deploy_request.schema_applied','deploy_request.reverted',"
                + "'deploy_request.closed','deploy_request.errored','branch.ready']";
        webhook = api.post(WEBHOOKS, "{'url':'" + url + "','events':" + events + "}")
                .json();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        local.close();
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
        assertNotNull(delivery, "no delivery");
        return delivery;
    }

    private static JsonNode json(Delivery delivery) throws IOException {
        return Json.MAPPER.readTree(delivery.body());
    }

    @Test
    void aStoryIsToldInOrderWithoutAnybodyLooking() throws Exception {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        shop.branch("dev").schema(DeployRequestStoryTest.V2);
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main','auto_cutover':true}");
        local.clock().advance(Duration.ofSeconds(20));
        api.post(Api.DB + "/deploy-requests/1/deploy");
        local.clock().advance(Duration.ofSeconds(300));
        api.post(Api.DB + "/deploy-requests/1/revert");
        local.clock().advance(Duration.ofSeconds(6));
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            JsonNode body = json(next());
            told.add(body.path("event").asText().replace("deploy_request.", "") + ":"
                    + body.at("/resource/deployment_state").asText());
        }
        assertEquals(
                List.of(
                        "opened:pending",
                        "queued:queued",
                        "in_progress:in_progress",
                        "pending_cutover:pending_cutover",
                        "schema_applied:complete_pending_revert",
                        "reverted:in_progress_revert",
                        "closed:complete_revert"),
                told);
    }

    @Test
    void theSignatureIsThatOfTheBody() throws Exception {
        api.post(WEBHOOKS + "/" + webhook.path("id").asText() + "/test");
        Delivery delivery = next();
        assertEquals(WebhookSender.signature(webhook.path("secret").asText(), delivery.body()), delivery.signature());
        assertTrue(delivery.signature().matches("[0-9a-f]{64}"));
        assertEquals("webhook.test", json(delivery).path("event").asText());
        assertEquals("acme", json(delivery).path("organization").asText());
    }

    @Test
    void aBranchThatIsReadyIsTold() throws Exception {
        api.post(Api.DB + "/branches", "{'name':'young'}");
        local.clock().advance(Duration.ofSeconds(20));
        assertEquals("branch.ready", json(next()).path("event").asText());
    }

    @Test
    void aTestIsRefusedWithinTwentySecondsOfTheLast() {
        String test = WEBHOOKS + "/" + webhook.path("id").asText() + "/test";
        assertEquals(204, api.post(test).status());
        assertEquals(422, api.post(test).status());
        local.clock().advance(Duration.ofSeconds(20));
        assertEquals(204, api.post(test).status());
    }

    @Test
    void onlyThisMachineIsCalled() throws Exception {
        api.post(WEBHOOKS, "{'url':'https://example.com/hook','events':['branch.ready']}");
        api.post(Api.DB + "/branches", "{'name':'young'}");
        local.clock().advance(Duration.ofSeconds(20));
        next();
        // the sender works in order: once a later event has come, the one before it was dealt with
        api.post(WEBHOOKS + "/" + webhook.path("id").asText() + "/test");
        next();
        assertTrue(api.get(WEBHOOKS).text().contains("calls 127.0.0.1 only"));
    }

    @Test
    void aDatabaseHasFiveAtMostAndKnownEventsOnly() {
        assertEquals(
                422,
                api.post(WEBHOOKS, "{'url':'https://x.example','events':['moon.full']}")
                        .status());
        assertEquals(422, api.post(WEBHOOKS, "{'url':'gopher://x'}").status());
        for (int i = 0; i < 4; i++) {
            assertEquals(201, api.post(WEBHOOKS, "{'url':'https://x.example'}").status());
        }
        assertEquals(422, api.post(WEBHOOKS, "{'url':'https://x.example'}").status());
    }
}
