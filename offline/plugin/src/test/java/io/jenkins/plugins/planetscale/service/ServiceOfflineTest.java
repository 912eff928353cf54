package io.jenkins.plugins.planetscale.service;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.view.admin.StatusPage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import io.jenkins.plugins.planetscale.release.Marker;
import java.io.File;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** The extensions of this room in a played Jenkins. */
class ServiceOfflineTest {
    private static final Marker MARKER = Marker.of("this jenkins", "job#1 node 5", "job #1");

    @TempDir
    private File home;

    private PlayedJenkins jenkins;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
    }

    @AfterEach
    void end() throws Exception {
        PlanetScaleService.terminate();
        jenkins.close();
    }

    @Test
    void thereIsOneServiceForEachJenkins() throws Exception {
        PlanetScaleService first = PlanetScaleService.get();
        assertSame(first, PlanetScaleService.get());
        assertThat(first.works(), empty());
        end();
        begin();
        assertNotSame(first, PlanetScaleService.get());
    }

    @Test
    void theBackgroundRunsWhatItIsGiven() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        PlanetScaleService.get().background().execute(ran::countDown);
        assertTrue(ran.await(10, TimeUnit.SECONDS));
    }

    @Test
    void whatBuildsMadeIsKnownAfterARestart() throws Exception {
        DatabaseRef database = new DatabaseRef("o", "d");
        EphemeralResource password =
                EphemeralResource.password(database, "dev", MARKER, new EphemeralResource.Origin("main", "https://api.example", "job#1"), Instant.ofEpochSecond(1));
        EphemeralResource branch =
                EphemeralResource.branch(database, "dev", "id", MARKER, new EphemeralResource.Origin("main", "https://api.example", "job#1"), Instant.ofEpochSecond(2));
        EphemeralRegistry.get().add(password);
        EphemeralRegistry.get().add(branch);
        EphemeralRegistry.get().remove(password);
        end();
        begin();
        assertThat(EphemeralRegistry.get().list(), hasSize(1));
        EphemeralResource known = EphemeralRegistry.get().list().get(0);
        assertTrue(known.isSame(branch));
        assertEquals(Instant.ofEpochSecond(2), known.since());
        assertEquals("id", known.branchId());
    }

    @Test
    void theStatusPageIsForThoseWhoMayReadTheSystem() {
        StatusPage page = ExtensionList.lookupSingleton(StatusPage.class);
        jenkins.denied.add(Jenkins.MANAGE);
        assertSame(page, page.getTarget());
        jenkins.denied.add(Jenkins.SYSTEM_READ);
        assertEquals(
                "somebody is missing the Overall/Manage, Overall/SystemRead permission",
                assertThrows(AccessDeniedException.class, page::getTarget).getMessage());
    }
}
