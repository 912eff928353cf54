package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.http.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists come in pages (docs/planetscale-api.md#requests). */
class PagingTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);

    @BeforeEach
    void manyBranches() {
        for (int i = 0; i < 129; i++) {
            local.world().database("acme", "shop").branch("b" + i);
        }
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private JsonNode page(String query) {
        return api.get(Api.DB + "/branches" + query).json();
    }

    @Test
    void twentyFiveAPageUnlessAskedOtherwise() {
        JsonNode first = page("");
        assertEquals(25, first.path("data").size());
        assertEquals(2, first.path("next_page").asInt());
        assertTrue(first.path("prev_page").isNull());
        assertEquals(130, first.path("total_count").asInt());
    }

    @Test
    void aHundredAtMost() {
        assertEquals(100, page("?per_page=1000").path("data").size());
        JsonNode last = page("?per_page=1000&page=2");
        assertEquals(30, last.path("data").size());
        assertTrue(last.path("next_page").isNull());
        assertEquals(1, last.path("prev_page").asInt());
    }

    @Test
    void beyondTheEndThereIsNothing() {
        assertEquals(0, page("?page=77").path("data").size());
        assertTrue(page("?page=77").path("next_page").isNull());
    }

    @Test
    void theNextPageHasAUrlThatWorks() {
        String next = page("?per_page=50").path("next_page_url").asText();
        assertTrue(next.startsWith(local.url()), next);
        assertEquals(
                50,
                api.get(next.substring(local.url().length()))
                        .json()
                        .path("data")
                        .size());
    }

    @Test
    void aSearchNarrowsTheList() {
        assertEquals(1, page("?q=b128").path("data").size());
        assertEquals(1, page("?production=true").path("data").size());
    }

    @Test
    void deployRequestsAreFilteredAndNewestFirst() {
        for (String branch : new String[] {"b1", "b2", "b1"}) {
            api.post(Api.DB + "/deploy-requests", "{'branch':'" + branch + "','into_branch':'main'}");
        }
        api.patch(Api.DB + "/deploy-requests/1", "{'state':'closed'}");
        assertEquals("3,2,1", numbers(""));
        assertEquals("3,1", numbers("?branch=b1"));
        assertEquals("3,2", numbers("?state=open"));
        assertEquals("3", numbers("?state=open&branch=b1&into_branch=main"));
        assertEquals("", numbers("?into_branch=b1"));
    }

    private String numbers(String query) {
        StringBuilder numbers = new StringBuilder();
        api.get(Api.DB + "/deploy-requests" + query).json().path("data").forEach(request -> numbers.append(
                        numbers.isEmpty() ? "" : ",")
                .append(request.path("number").asInt()));
        return numbers.toString();
    }
}
