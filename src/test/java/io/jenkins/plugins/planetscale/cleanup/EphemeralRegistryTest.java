package io.jenkins.plugins.planetscale.cleanup;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.release.Marker;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EphemeralRegistryTest {
    private static final Marker MARKER = Marker.of("this jenkins", "job#1 node 5", "job #1");

    private static EphemeralResource branch(String id, String run) {
        return EphemeralResource.branch(
                LOGISTICS, "pr-1", id, MARKER, new EphemeralResource.Origin("main", null, run), Instant.EPOCH);
    }

    @Test
    void whatBecomesKnownUnderTheOldNameOfAJobStaysWithItsBuild(@TempDir File folder) throws IOException {
        EphemeralRegistry registry = new EphemeralRegistry(new File(folder, "registry.xml"));
        registry.add(branch(null, "old/job#1"));
        registry.moved("old/job", "new/job");
        registry.add(branch("known-now", "old/job#1"));
        List<EphemeralResource> registered = registry.list();
        assertEquals(1, registered.size());
        assertEquals("known-now", registered.get(0).branchId());
        assertEquals("new/job#1", registered.get(0).run());
    }
}
