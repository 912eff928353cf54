package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.http.Api;
import io.jenkins.plugins.planetscale.local.json.Json;
import io.jenkins.plugins.planetscale.local.json.OrganizationJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every answer has the shape that the vendor's OpenAPI document promises; see {@link OpenApiTable}. */
class OpenApiConformanceTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");
    private final OpenApiDocument document = OpenApiDocument.ofTable();

    @AfterEach
    void stop() {
        local.close();
    }

    private void pass(int seconds) {
        local.clock().advance(Duration.ofSeconds(seconds));
    }

    private JsonNode ok(Api.Reply reply) {
        assertTrue(reply.status() < 300, reply.text());
        return reply.json();
    }

    private void assertConformingExchanges() {
        List<String> violations = new ArrayList<>();
        for (RecordedExchange exchange : local.exchanges()) {
            violations.addAll(document.violations(
                    exchange.method(), exchange.resource(), exchange.status(), read(exchange.body())));
        }
        assertEquals(List.of(), violations.stream().distinct().toList());
    }

    private static JsonNode read(String body) {
        try {
            return body == null ? null : Json.MAPPER.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
            throw new AssertionError(body, unreadable);
        }
    }

    @Test
    void everyAnswerConformsAndEveryOperationIsAnswered() {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        organizations();
        branches();
        passwords();
        backups();
        deployRequests();
        insights();
        webhooks();
        roles();
        assertConformingExchanges();
        TreeSet<String> missed = document.operations();
        local.exchanges().forEach(exchange -> document.operation(exchange.method(), exchange.resource())
                .filter(operation -> exchange.status() < 300)
                .ifPresent(missed::remove));
        assertEquals(Set.of(), missed);
    }

    @Test
    void severalKeyspacesOfSeveralShardsConform() {
        shop.keyspaces("eu", "us").shards("us", 4);
        shop.branch("main").schema("eu", DeployRequestStoryTest.V1).schema("us", DeployRequestStoryTest.V1);
        shop.branch("dev").schema("eu", DeployRequestStoryTest.V1).schema("us", DeployRequestStoryTest.V2);
        ok(api.get(Api.DB + "/branches/dev"));
        ok(api.get(Api.DB + "/branches/dev/schema?keyspace=us"));
        ok(api.get(Api.DB + "/branches/dev/schema/lint"));
        ok(api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}"));
        pass(60);
        for (String part : List.of("", "/deployment", "/operations", "/diff", "/storage-check", "/throttler")) {
            ok(api.get(Api.DB + "/deploy-requests/1" + part));
        }
        assertConformingExchanges();
    }

    private void organizations() {
        ok(api.get("/organizations"));
        ok(api.get("/organizations/acme"));
        ok(api.get("/organizations/acme/databases"));
        ok(api.get(Api.DB));
        ok(api.get("/regions"));
        ok(api.get("/user"));
    }

    private void branches() {
        String dev = Api.DB + "/branches/dev";
        ok(api.post(Api.DB + "/branches", "{'name':'dev'}"));
        ok(api.post(Api.DB + "/branches", "{'name':'seeded','seed_data':'last_successful_backup'}"));
        ok(api.get(dev));
        pass(120);
        ok(api.get(Api.DB + "/branches"));
        ok(api.get(dev + "/schema"));
        shop.branch("dev").ddl("CREATE TABLE log (line text)");
        ok(api.get(dev + "/schema/lint"));
        ok(api.get(dev + "/diff"));
        ok(api.post(dev + "/refresh-schema"));
        shop.branch("dev").schema(DeployRequestStoryTest.V2);
        ok(api.patch(dev, "{'deletion_protected':false}"));
        ok(api.post(dev + "/promote"));
        ok(api.post(dev + "/safe-migrations"));
        ok(api.put(dev + "/safe-migrations", "{'safe_migrations':true}"));
        ok(api.delete(dev + "/safe-migrations"));
        ok(api.post(dev + "/demote"));
        ok(api.delete(Api.DB + "/branches/seeded"));
    }

    private void passwords() {
        String passwords = Api.DB + "/branches/dev/passwords";
        String id = ok(api.post(passwords, "{'name':'p','role':'reader','ttl':60,'cidrs':['10.0.0.0/8']}"))
                .path("id")
                .asText();
        ok(api.post(passwords, "{}"));
        ok(api.get(passwords));
        ok(api.get(passwords + "/" + id));
        ok(api.patch(passwords + "/" + id, "{'name':'q'}"));
        ok(api.post(passwords + "/" + id + "/renew"));
        ok(api.delete(passwords + "/" + id));
    }

    private void backups() {
        String backups = Api.DB + "/branches/dev/backups";
        String id = ok(api.post(backups, "{'name':'b','retention_unit':'week','retention_value':1}"))
                .path("id")
                .asText();
        ok(api.get(backups));
        pass(30);
        ok(api.get(backups));
        pass(30);
        ok(api.get(backups + "/" + id));
        ok(api.patch(backups + "/" + id, "{'protected':false}"));
        ok(api.delete(backups + "/" + id));
        ok(api.get(Api.DB + "/branches/main/backups"));
    }

    private void deployRequests() {
        String all = Api.DB + "/deploy-requests";
        String body = "{'branch':'dev','into_branch':'main','notes':'a<b','auto_cutover':false}";
        ok(api.post(all, body));
        ok(api.get(all + "/1"));
        pass(20);
        ok(api.put(all + "/1/auto-apply", "{'enable':false}"));
        ok(api.put(all + "/1/auto-delete-branch", "{'enable':false}"));
        ok(api.get(all + "/1/diff"));
        ok(api.get(all + "/1/storage-check"));
        ok(api.get(all + "/1/throttler"));
        ok(api.patch(all + "/1/throttler", "{'ratio':50}"));
        ok(api.post(all + "/1/reviews", "{'state':'commented','body':'hm'}"));
        ok(api.get(all + "/1/reviews"));
        ok(api.post(all + "/1/deploy"));
        ok(api.post(all, body));
        pass(100);
        ok(api.post(all + "/2/deploy"));
        for (String part : List.of("", "/deployment", "/operations")) {
            ok(api.get(all + "/1" + part));
            ok(api.get(all + "/2" + part));
        }
        ok(api.get(Api.DB + "/deploy-queue"));
        ok(api.get(all));
        pass(200);
        ok(api.post(all + "/2/cancel"));
        ok(api.post(all + "/1/apply-deploy"));
        ok(api.post(all + "/1/force-cutover"));
        pass(10);
        ok(api.get(all + "/1"));
        ok(api.post(all + "/1/revert"));
        pass(10);
        ok(api.get(all + "/1"));
        ok(api.post(all, body));
        shop.deployRequest(3).force("complete_pending_revert");
        ok(api.post(all + "/3/skip-revert"));
        ok(api.post(all, body));
        shop.deployRequest(4).force("in_progress").failDeploy("no room");
        ok(api.get(all + "/4"));
        ok(api.post(all + "/4/complete-deploy"));
        ok(api.post(all, body));
        ok(api.patch(all + "/5", "{'state':'closed'}"));
    }

    @Test
    void aDeployRequestConformsInEachOfTheTwentyStates() {
        shop.branch("main").schema(DeployRequestStoryTest.V1);
        shop.branch("dev").schema(DeployRequestStoryTest.V2);
        ok(api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}"));
        for (String state : DeployStates.ALL) {
            shop.deployRequest(1).force(state);
            JsonNode json = ok(api.get(Api.DB + "/deploy-requests/1"));
            assertEquals(state, json.path("deployment_state").asText());
        }
        assertConformingExchanges();
    }

    private void insights() {
        String insights = Api.DB + "/branches/main/insights";
        shop.query("main", "select * from orders where id = ?", 100, 1, 12.5);
        shop.anomaly("main", "select * from orders").queryError("main", "Unknown column 'note'", 7);
        pass(600);
        ok(api.get(insights));
        String id =
                ok(api.get(insights + "/anomalies?period=1h")).at("/data/0/id").asText();
        ok(api.get(insights + "/anomalies/" + id));
        ok(api.get(insights + "/errors"));
    }

    private void webhooks() {
        String webhooks = Api.DB + "/webhooks";
        String id = ok(api.post(webhooks, "{'url':'https://example.com/hook','events':['branch.ready']}"))
                .path("id")
                .asText();
        ok(api.get(webhooks));
        ok(api.get(webhooks + "/" + id));
        ok(api.patch(webhooks + "/" + id, "{'enabled':false}"));
        ok(api.post(webhooks + "/" + id + "/test"));
        ok(api.delete(webhooks + "/" + id));
    }

    private void roles() {
        local.world().database("acme", "ledger").kind("postgresql");
        String roles = "/organizations/acme/databases/ledger/branches/main/roles";
        ok(api.post(roles, "{'name':'r','ttl':3600,'inherited_roles':['pg_read_all_data']}"));
        ok(api.get(roles));
        ok(api.get("/organizations/acme/databases/ledger"));
    }

    @Test
    void aWrongRequestIsToldApart() {
        ObjectNode body = Json.object().put("branch", 1).put("colour", "red");
        List<String> violations =
                document.requestViolations("POST", Api.DB + "/deploy-requests", Set.of("force"), body);
        assertEquals(4, violations.size(), violations.toString());
        assertEquals(
                List.of(),
                document.requestViolations("GET", Api.DB + "/deploy-requests", Set.of("page", "state"), null));
    }

    @Test
    void aWrongAnswerIsToldApart() {
        ObjectNode database = OrganizationJson.of(shop);
        database.remove("name");
        database.putNull("state").put("kind", "oracle").put("ready", "yes");
        List<String> violations = document.violations("GET", Api.DB, 200, database);
        assertEquals(4, violations.size(), violations.toString());
    }
}
