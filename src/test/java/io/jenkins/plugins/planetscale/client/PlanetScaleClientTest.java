package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanetScaleClientTest {
    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void readsAnObject() throws Exception {
        rig.server.then(ScriptedServer.json(
                200, "{\"id\":\"b1\",\"name\":\"dev\",\"ready\":true,\"parent_branch\":\"main\",\"new\":1}"));
        Branch branch = rig.client.execute(BranchCalls.get(ClientHarness.LOGISTICS, "dev"));
        assertEquals("dev", branch.name());
        assertEquals("main", branch.parentBranch());
        ScriptedServer.Asked asked = rig.server.asked.get(0);
        assertEquals("GET", asked.method());
        assertEquals("/v1/organizations/mechanica/databases/logistics/branches/dev", asked.target());
        assertEquals("tokenid:" + ClientHarness.SECRET, asked.headers().get("Authorization"));
        assertEquals("application/json", asked.headers().get("Accept"));
    }

    @Test
    void readsAnObjectWithoutHoldingTheCaller() throws Exception {
        rig.server.then(ScriptedServer.json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        Branch branch = rig.client
                .enqueue(BranchCalls.get(ClientHarness.LOGISTICS, "dev"))
                .get(5, TimeUnit.SECONDS);
        assertEquals("dev", branch.name());
    }

    @Test
    void needsNoBodyWhenNothingIsExpected() throws Exception {
        rig.server.then(ScriptedServer.json(204, ""));
        assertNull(rig.client.execute(BranchCalls.delete(ClientHarness.LOGISTICS, "dev", true)));
        assertEquals(
                "/v1/organizations/mechanica/databases/logistics/branches/dev?delete_descendants=true",
                rig.server.asked.get(0).target());
    }
}
