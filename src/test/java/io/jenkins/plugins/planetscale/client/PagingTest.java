package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void readsAllPagesInOrder() throws Exception {
        rig.server.then(page("a", "2"), page("b", "3"), json(200, "{\"next_page\":4,\"data\":[]}"), page("c", "null"));
        assertEquals(List.of("a", "b", "c"), all().stream().map(Branch::name).toList());
        assertTrue(rig.server.asked.get(0).target().endsWith("/branches?page=1&per_page=100"));
        assertTrue(rig.server.asked.get(3).target().endsWith("/branches?page=4&per_page=100"));
        assertEquals(4, rig.server.asked.size());
    }

    @Test
    void aListIsAllOrNothing() {
        rig.server.then(page("a", "2"), json(500, ""), page("b", "null"));
        assertThrows(UnavailableException.class, this::all);
        assertEquals(2, rig.server.asked.size());
    }

    @Test
    void readsAListWithoutPaging() throws Exception {
        rig.server.then(json(200, "{\"type\":\"list\",\"data\":[{\"id\":\"b1\",\"name\":\"a\"}]}"));
        assertEquals(1, all().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-7"})
    void refusesToGoRoundInCircles(String next) {
        rig.server.otherwise(page("a", next));
        MalformedException e = assertThrows(MalformedException.class, this::all);
        assertTrue(e.getMessage().contains("page 1 names page " + next), e.getMessage());
        assertEquals(1, rig.server.asked.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "{}", "99999999999"})
    void refusesANextPageThatIsNoNumber(String next) {
        rig.server.otherwise(page("a", next));
        assertThrows(MalformedException.class, this::all);
    }

    @Test
    void stopsAListWithoutEnd() {
        rig.server.otherwise((request, connection) -> {
            int page = Integer.parseInt(request.target().replaceAll(".*[?&]page=(\\d+).*", "$1"));
            page("a", Integer.toString(page + 1)).to(request, connection);
        });
        assertThrows(MalformedException.class, this::all);
        assertEquals(100, rig.server.asked.size());
    }

    @Test
    void takesNoOtherObjectForAnEmptyList() {
        rig.server.otherwise(json(200, "{\"message\":\"maintenance\"}"));
        assertThrows(MalformedException.class, this::all);
    }

    private List<Branch> all() throws PlanetScaleException {
        return rig.client.executeAll(page -> BranchCalls.list(LOGISTICS, page));
    }

    private static ScriptedServer.Reply page(String name, String next) {
        return json(200, "{\"next_page\":" + next + ",\"data\":[{\"id\":\"b1\",\"name\":\"" + name + "\"}]}");
    }
}
