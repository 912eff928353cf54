package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final ApiCall<Branch> READ = BranchCalls.get(LOGISTICS, "dev");

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void followsOnTheSameHostAndCountsEachRequest() throws Exception {
        rig.server.then(
                to("/a?x=1"), to(rig.server.url() + "/b"), to("c"), json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        assertEquals("dev", rig.client.execute(READ).name());
        assertEquals("/a?x=1", rig.server.asked.get(1).target());
        assertEquals("/c", rig.server.asked.get(3).target());
        assertEquals(4, rig.budget.used());
    }

    @Test
    void doesNotRunInCircles() {
        rig.server.otherwise(to("/again"));
        assertThrows(MalformedException.class, () -> rig.client.execute(READ));
        assertEquals(1 + Redirects.AT_MOST, rig.server.asked.size());
    }

    @Test
    void asksNoOtherHost() {
        try (ScriptedServer other = new ScriptedServer()) {
            rig.server.otherwise(to("http://localhost:" + other.port() + "/stolen?token=x"));
            MalformedException e = assertThrows(MalformedException.class, () -> rig.client.execute(READ));
            assertTrue(e.getMessage().contains("another host, localhost."), e.getMessage());
            assertFalse(e.getMessage().contains("stolen"), e.getMessage());
            ExecutionException async = assertThrows(
                    ExecutionException.class, () -> rig.client.enqueue(READ).get());
            assertInstanceOf(MalformedException.class, async.getCause());
            assertEquals(0, other.asked.size());
        }
    }

    @Test
    void asksNoOtherPort() {
        try (ScriptedServer other = new ScriptedServer()) {
            rig.server.then(to(other.url() + "/"));
            assertThrows(MalformedException.class, () -> rig.client.execute(READ));
            assertEquals(0, other.asked.size());
        }
    }

    @Test
    void repeatsNoWriteElsewhere() {
        rig.server.then(to("/a"));
        MalformedException e = assertThrows(
                MalformedException.class, () -> rig.client.execute(DeployRequestCalls.revert(LOGISTICS, 7)));
        assertTrue(e.effectPossible());
        assertEquals(1, rig.server.asked.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example/x",
                "https://api.example:444/x",
                "ftp://api.example/",
                "https://u@api.example/",
                "::",
                ""
            })
    void refusesADowngradeAndWhatIsNoAddress(String location) {
        ResponseClassifier classifier = new ResponseClassifier(READ, "api.example", null, TimeSource.SYSTEM);
        Transport.Answer answer = new Transport.Answer(302, Map.of("Location", location), new byte[0]);
        URI from = URI.create("https://api.example/v1");
        if (location.isEmpty()) {
            answer = new Transport.Answer(302, Map.of(), new byte[0]);
        }
        Transport.Answer redirect = answer;
        assertThrows(MalformedException.class, () -> Redirects.next(READ, from, redirect, 0, classifier));
    }

    @Test
    void followsAnUpgrade() throws Exception {
        ResponseClassifier classifier = new ResponseClassifier(READ, "api.example", null, TimeSource.SYSTEM);
        Transport.Answer answer = new Transport.Answer(301, Map.of("location", "https://API.example/v1"), new byte[0]);
        URI next = Redirects.next(READ, URI.create("http://api.example/v1"), answer, 0, classifier);
        assertEquals("https", next.getScheme());
    }

    private static ScriptedServer.Reply to(String location) {
        return json(302, "", "Location: " + location);
    }
}
