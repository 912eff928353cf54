package io.jenkins.plugins.planetscale.steps.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveProgressOfflineTest {
    private static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Progress seen(String state, int percent) throws Exception {
        String json = """
                {"id":"dr7","number":7,"branch":"dev","into_branch":"main","state":"open","deployment_state":"%1$s",
                 "deployment":{"id":"d7","state":"%1$s","deploy_operations":[{"id":"o","state":"in_progress",
                 "keyspace_name":"logistics","table_name":"orders","progress_percentage":%2$d}]}}""".formatted(state, percent);
        DeployRequest request = Json.read(
                json.getBytes(StandardCharsets.UTF_8),
                DeployRequestCalls.get(LOGISTICS, 7).answer());
        return Progress.of(request, NOW.plusSeconds(percent));
    }

    private static ReleaseRecord record(Progress shown) {
        return ReleaseRecord.of(Kind.DEPLOY_REQUEST, LOGISTICS.toString(), "#7", null)
                .show(shown);
    }

    @Test
    void howFarACopyIsIsShownWithoutWriting() throws Exception {
        ReleaseRecord record = record(seen("in_progress", 10));
        assertTrue(LiveProgress.show(record, seen("in_progress", 60)));
        assertEquals(
                seen("in_progress", 60).seenAt(), record.getProgress().seenAt());
    }

    @Test
    void anotherStateIsToBeWrittenDown() throws Exception {
        ReleaseRecord record = record(seen("in_progress", 10));
        assertFalse(LiveProgress.show(record, seen("pending_cutover", 100)));
        assertEquals(seen("in_progress", 10).seenAt(), record.getProgress().seenAt());
    }

    @Test
    void whatNobodyKnowsYetOrWhatIsLiveIsToBeWrittenDown() throws Exception {
        assertFalse(LiveProgress.show(null, seen("in_progress", 10)));
        assertFalse(LiveProgress.show(record(null), seen("in_progress", 10)));
        Progress live = seen("complete_pending_revert", 100);
        assertFalse(LiveProgress.show(record(live), live));
    }
}
