package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.tables.TargetHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of what changed a target ends, also where PlanetScale, or a proxy, names a next page for ever. */
class TargetHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static DeployRequest deployRequest() throws Json.UnreadableException {
        return Json.read(
                "{\"number\":7,\"branch\":\"dev\",\"into_branch\":\"main\"}".getBytes(StandardCharsets.UTF_8),
                TypeFactory.defaultInstance().constructType(DeployRequest.class));
    }

    /** @param step how far the next page is from each */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void anEndlessListIsIncomplete(int step) throws Exception {
        TargetHistory history =
                new TargetHistory(new DatabaseRef("mechanica", "logistics"), deployRequest(), "b1", null);
        int pages = 0;
        for (int page = 1; !history.isDone(); page += step) {
            assertTrue(++pages <= 20, "reads on");
            history.exchange(NOW).answer(new Page<DeployRequest>(page, page + step, List.of()), NOW);
        }
        assertEquals("there are too many deploy requests since then to look at them all", history.incomplete());
    }
}
