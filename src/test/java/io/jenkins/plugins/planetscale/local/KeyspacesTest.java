package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.http.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database with several keyspaces, some of them sharded (facts §1.6, OpenAPI document). */
class KeyspacesTest {
    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20));";
    private static final String DEPLOY_REQUEST = Api.DB + "/deploy-requests/1";

    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Database shop = local.world().database("acme", "shop");

    @BeforeEach
    void sameTableTwice() {
        shop.keyspaces("eu", "us").shards("us", 4);
        shop.branch("main").schema("eu", ORDERS).schema("us", ORDERS);
        shop.branch("dev").schema("eu", ORDERS).schema("us", ORDERS);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.path(field).asText()));
        return texts;
    }

    private JsonNode checked() {
        api.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}");
        local.clock().advance(Duration.ofMinutes(1));
        return api.get(DEPLOY_REQUEST).json();
    }

    @Test
    void eachKeyspaceHasItsSchema() {
        shop.branch("dev").ddl("us", "ALTER TABLE orders DROP COLUMN note");
        String eu = api.get(Api.DB + "/branches/dev/schema?keyspace=eu").text();
        String us = api.get(Api.DB + "/branches/dev/schema?keyspace=us").text();
        assertTrue(eu.contains("note") && !us.contains("note"), eu + us);
        JsonNode all = api.get(Api.DB + "/branches/dev/schema").json().path("data");
        assertEquals(List.of("orders", "orders"), texts(all, "name"));
        assertEquals(404, api.get(Api.DB + "/branches/dev/schema?keyspace=shop").status(), "there is no such keyspace");
        JsonNode keyspaces = api.get(Api.DB + "/branches/dev/keyspaces").json().path("data");
        assertEquals(List.of("eu", "us"), texts(keyspaces, "name"));
        assertEquals(List.of("1", "4"), texts(keyspaces, "shards"));
    }

    @Test
    void aStatementOfASetOfShardsComesOncePerShard() {
        shop.branch("dev").ddl("us", "ALTER TABLE orders DROP COLUMN note");
        JsonNode request = checked();
        assertEquals(2, request.path("into_branch_keyspace_count").asInt());
        JsonNode rows = request.path("deployment").path("deploy_operations");
        assertEquals(List.of("us", "us", "us", "us"), texts(rows, "keyspace_name"));
        assertEquals(4, texts(rows, "id").stream().distinct().count());
        JsonNode summaries = request.path("deployment").path("deploy_operation_summaries");
        assertEquals(List.of("us"), texts(summaries, "keyspace_name"));
        assertEquals(4, summaries.path(0).path("shard_names").size());
        shop.rowPerShard(false);
        assertEquals(
                1,
                api.get(DEPLOY_REQUEST)
                        .json()
                        .path("deployment")
                        .path("deploy_operations")
                        .size());
    }

    @Test
    void aDeploymentChangesItsKeyspaceAlone() {
        shop.branch("dev").ddl("us", "ALTER TABLE orders DROP COLUMN note");
        checked();
        shop.deployRequest(1).force("complete_pending_revert");
        assertFalse(shop.branch("main").schemaOf("us").contains("note"));
        assertTrue(shop.branch("main").schemaOf("eu").contains("note"));
        api.post(DEPLOY_REQUEST + "/revert");
        local.clock().advance(Duration.ofMinutes(5));
        assertTrue(shop.branch("main").schemaOf("us").contains("note"));
        assertTrue(shop.branch("main").schemaOf("eu").contains("note"));
    }
}
