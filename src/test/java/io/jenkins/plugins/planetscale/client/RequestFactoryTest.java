package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, as a real server sees it. */
class RequestFactoryTest {
    private static final String BRANCHES = "/v1/organizations/mechanica/databases/logistics/branches";

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "feature/x, feature%2Fx",
        "v1.2, v1.2",
        "..., ...",
        "../../databases/other, ..%2F..%2Fdatabases%2Fother",
        "a?b#c, a%3Fb%23c",
        "50%2F, 50%252F",
        "%2e%2e, %252e%252e",
        "a b+c, a%20b%2Bc",
        "grün, gr%C3%BCn",
        "枝🌿, %E6%9E%9D%F0%9F%8C%BF",
        "a;b:c@d&e=f, a%3Bb%3Ac%40d%26e%3Df",
        "'\\', %5C",
    })
    void sendsAnOddNameAsOneSegment(String name, String segment) throws Exception {
        rig.server.then(json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"));
        rig.client.execute(BranchCalls.get(LOGISTICS, name));
        assertEquals(BRANCHES + "/" + segment, rig.server.asked.get(0).target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void refusesANameThatWouldNameSomethingElse(String name) {
        RefusedException e = assertThrows(
                RefusedException.class, () -> rig.client.execute(BranchCalls.delete(LOGISTICS, name, false)));
        assertTrue(e.getMessage().contains("is not a name"), e.getMessage());
        assertEquals(0, rig.server.asked.size());
        assertEquals(0, rig.budget.waiting());
    }

    @Test
    void encodesTheQuery() throws Exception {
        rig.server.then(json(200, "{\"data\":[]}"));
        rig.client.execute(BranchCalls.search(LOGISTICS, "a&b=c d/ü", 2));
        assertEquals(
                BRANCHES + "?page=2&per_page=100&q=a%26b%3Dc%20d%2F%C3%BC",
                rig.server.asked.get(0).target());
    }

    @Test
    void sendsABodyAsJson() throws Exception {
        rig.server.then(json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"));
        rig.client.execute(DeployRequestCalls.create(LOGISTICS, "dev", "main", "\"ü\"", false, true));
        ScriptedServer.Asked asked = rig.server.asked.get(0);
        assertEquals("POST", asked.method());
        assertEquals("application/json", asked.headers().get("Content-Type"));
        assertEquals(
                Map.of(
                        "branch",
                        "dev",
                        "into_branch",
                        "main",
                        "notes",
                        "\"ü\"",
                        "auto_cutover",
                        false,
                        "auto_delete_branch",
                        true),
                new ObjectMapper().readValue(asked.body(), Map.class));
    }

    @Test
    void sendsAPostWithoutABody() throws Exception {
        rig.server.then(json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"));
        rig.client.execute(DeployRequestCalls.cutOver(LOGISTICS, 7));
        assertEquals("0", rig.server.asked.get(0).headers().get("Content-Length"));
    }

    @Test
    void sendsTheTokenWithoutASchemeAndNamesItself() throws Exception {
        PlanetScaleClient client =
                rig.builder().userAgent("jenkins-planetscale/1.0").build();
        rig.server.then(json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"));
        client.execute(BranchCalls.get(LOGISTICS, "dev"));
        Map<String, String> headers = rig.server.asked.get(0).headers();
        assertEquals("tokenid:" + ClientHarness.SECRET, headers.get("Authorization"));
        assertEquals("jenkins-planetscale/1.0", headers.get("User-Agent"));
        assertEquals("application/json", headers.get("Accept"));
        assertNull(headers.get("Cookie"));
    }

    @Test
    void asksForTheTokenBeforeEveryRequest() throws Exception {
        int[] asked = {0};
        PlanetScaleClient client = rig.builder()
                .authorization(() -> new ServiceToken("id" + ++asked[0], "secret"))
                .build();
        rig.server.then(
                json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"),
                json(503, ""),
                json(200, "{\"id\":\"x\",\"name\":\"dev\",\"number\":7}"));
        client.enqueue(BranchCalls.get(LOGISTICS, "dev")).get();
        assertThrows(UnavailableException.class, () -> client.execute(BranchCalls.get(LOGISTICS, "dev")));
        client.execute(BranchCalls.get(LOGISTICS, "dev"));
        assertEquals(
                List.of("id1:secret", "id2:secret", "id3:secret"),
                rig.server.asked.stream()
                        .map(r -> r.headers().get("Authorization"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hid\nden", "hidden\r\n", "hidden ", "hidd\u00e9n", "hid\u0000den", "hidden\u2028"})
    void refusesATokenThatCannotBeOneWithoutShowingIt(String secret) {
        PlanetScaleClient client = rig.builder()
                .authorization(() -> new ServiceToken("id", secret))
                .build();
        UnauthorizedException e =
                assertThrows(UnauthorizedException.class, () -> client.execute(BranchCalls.get(LOGISTICS, "dev")));
        assertTrue(e.getMessage().startsWith("The secret of the service token needed to read branch \"dev\""));
        assertFalse(e.getMessage().contains("hid"), e.getMessage());
        assertEquals(0, rig.server.asked.size());
        assertEquals(0, rig.budget.used());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.planetscale.com",
                "ftp://x/",
                "https:///v1",
                "https://u:p@x/v1",
                "https://x/v1?a=b",
                "a b",
                "file:///etc"
            })
    void acceptsNoOtherAddressThanHttp(String url) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> rig.builder().baseUrl(url).build());
        assertFalse(e.getMessage().contains("u:p"), e.getMessage());
    }

    @Test
    void toleratesASlashAtTheEndOfTheAddress() throws Exception {
        PlanetScaleClient client =
                rig.builder().baseUrl(rig.server.url() + "/v1//").build();
        client.execute(DatabaseCalls.get(LOGISTICS));
        assertEquals(
                "/v1/organizations/mechanica/databases/logistics",
                rig.server.asked.get(0).target());
    }
}
