package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class RestartTest {
    private static final String FILE = EphemeralRegistry.class.getName() + ".xml";
    private static final Marker MARKER = Marker.of("this jenkins", "job#1 node 5", "job #1");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final FakeApi api = new FakeApi().answer(line -> deployRequest(7, "pending_cutover"));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatBuildsMadeIsKnownAfterARestart() throws Throwable {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        sessions.then(j -> {
            EphemeralRegistry registry = EphemeralRegistry.get();
            registry.add(EphemeralResource.branch(
                    LOGISTICS, "pr-1", null, MARKER, new EphemeralResource.Origin("main", null, "job#1"), now));
            registry.add(EphemeralResource.password(
                    LOGISTICS, "pr-1", MARKER, new EphemeralResource.Origin("main", null, "job#1"), now));
            registry.add(EphemeralResource.password(
                    LOGISTICS, "pr-2", MARKER, new EphemeralResource.Origin("main", null, "job#1"), now));
            registry.add(EphemeralResource.branch(
                    LOGISTICS, "pr-1", "known-now", MARKER, new EphemeralResource.Origin("main", null, "job#1"), now));
            registry.remove(EphemeralResource.password(
                    LOGISTICS, "pr-2", MARKER, new EphemeralResource.Origin("main", null, "job#1"), now));
        });
        sessions.then(j -> {
            List<EphemeralResource> list = EphemeralRegistry.get().list();
            assertEquals(2, list.size());
            EphemeralResource password = list.get(0);
            assertEquals(EphemeralResource.Kind.PASSWORD, password.kind());
            EphemeralResource branch = list.get(1);
            assertEquals(EphemeralResource.Kind.BRANCH, branch.kind());
            assertEquals(LOGISTICS, branch.database());
            assertEquals("pr-1", branch.branch());
            assertEquals("known-now", branch.branchId());
            assertEquals(MARKER.token(), branch.marker().token());
            assertEquals("main", branch.connection());
            assertEquals("job#1", branch.run());
            assertEquals(now, branch.since());
        });
    }

    @Test
    void anUnreadableListIsSetAsideAndNotOverwritten() throws Throwable {
        sessions.then(j -> Files.writeString(home(j.jenkins.getRootDir().toPath()), "<broken"));
        sessions.then(j -> {
            try (LogRecorder log =
                    new LogRecorder().record(PersistentList.class, Level.SEVERE).capture(5)) {
                assertThat(EphemeralRegistry.get().list(), is(empty()));
                assertThat(log.getMessages().get(0), containsString(FILE + ".unreadable"));
            }
            Path aside = j.jenkins.getRootDir().toPath().resolve(FILE + ".unreadable");
            assertEquals("<broken", Files.readString(aside));
        });
    }

    @Test
    void theNextSessionGetsNothingOfTheOldOnesWork() throws Throwable {
        AtomicReference<PlanetScaleService> old = new AtomicReference<>();
        AtomicReference<DriveHandle> watch = new AtomicReference<>();
        FakeWork work = new FakeWork(Deploy.apply(LOGISTICS, 7).approvalNeeded(), api, "job #1");
        sessions.then(j -> {
            old.set(PlanetScaleService.get());
            watch.set(old.get().start(work));
            await().until(() -> old.get().works().stream().anyMatch(waiting -> waiting.nextLook() != null));
        });
        int asked = api.asked.size();
        sessions.then(j -> {
            assertTrue(old.get() != PlanetScaleService.get());
            watch.get().wake();
            watch.get().change(operation -> ((Deploy) operation).approve("late"));
            assertThat(old.get().works(), is(empty()));
            assertThat(PlanetScaleService.get().works(), is(empty()));

            FakeWork again = new FakeWork(Deploy.apply(LOGISTICS, 7).approvalNeeded(), api, "job #1");
            PlanetScaleService.get().start(again);
            await().until(() ->
                    PlanetScaleService.get().works().stream().anyMatch(waiting -> waiting.nextLook() != null));
        });
        assertEquals(asked + 1, api.asked.size());
        assertTrue(!work.end.isDone());
    }

    private static Path home(Path root) {
        return root.resolve(FILE);
    }
}
