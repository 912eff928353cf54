package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.http.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String PASSWORDS = Api.DB + "/branches/dev/passwords";

    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);
    private final Branch dev = local.world().database("acme", "shop").branch("dev");

    @AfterEach
    void stop() {
        local.close();
    }

    private JsonNode create(String body) {
        Api.Reply reply = api.post(PASSWORDS, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.json();
    }

    @Test
    void theSecretIsToldOnceOnly() {
        JsonNode created = create("{'name':'ci'}");
        assertFalse(created.path("plain_text").asText().isEmpty());
        String id = created.path("id").asText();
        assertTrue(api.get(PASSWORDS + "/" + id).json().path("plain_text").isNull());
        assertFalse(
                api.get(PASSWORDS).text().contains(created.path("plain_text").asText()));
    }

    @Test
    void secretsDifferAndNeedEscapingInAUrl() {
        String first = create("{}").path("plain_text").asText();
        String second = create("{}").path("plain_text").asText();
        assertNotEquals(first, second);
        assertNotEquals(first, URLEncoder.encode(first, StandardCharsets.UTF_8));
    }

    @Test
    void aTtlEndsByTheClockAndRenewingBeginsItAnew() {
        String id = create("{'name':'ci','ttl':60}").path("id").asText();
        local.clock().advance(Duration.ofSeconds(50));
        assertEquals(200, api.post(PASSWORDS + "/" + id + "/renew").status());
        local.clock().advance(Duration.ofSeconds(59));
        assertFalse(api.get(PASSWORDS + "/" + id).json().path("expired").asBoolean());
        assertTrue(local.world().dumpLive().contains("password ci"));
        local.clock().advance(Duration.ofSeconds(1));
        assertTrue(api.get(PASSWORDS + "/" + id).json().path("expired").asBoolean());
        assertFalse(local.world().dumpLive().contains("password ci"));
        assertEquals(422, api.post(PASSWORDS + "/" + id + "/renew").status());
    }

    @Test
    void withoutATtlItStaysAndCannotBeRenewed() {
        JsonNode created = create("{}");
        assertTrue(created.path("expires_at").isNull());
        assertFalse(created.path("renewable").asBoolean());
        assertEquals(
                422,
                api.post(PASSWORDS + "/" + created.path("id").asText() + "/renew")
                        .status());
    }

    @Test
    void wrongInputIsRefused() {
        assertEquals(422, api.post(PASSWORDS, "{'role':'root'}").status());
        assertEquals(422, api.post(PASSWORDS, "{'ttl':-1}").status());
        assertEquals(422, api.post(PASSWORDS, "{'ttl':'1h'}").status());
        assertEquals(422, api.post(PASSWORDS, "{'cidrs':['everywhere']}").status());
    }

    @Test
    void aDeletedOneIsGone() {
        String id = create("{}").path("id").asText();
        assertEquals(204, api.delete(PASSWORDS + "/" + id).status());
        assertEquals(404, api.get(PASSWORDS + "/" + id).status());
        assertEquals(404, api.delete(PASSWORDS + "/" + id).status());
    }

    @Test
    void aBranchThatIsNotReadyHasNone() {
        api.post(Api.DB + "/branches", "{'name':'young'}");
        assertEquals(422, api.post(Api.DB + "/branches/young/passwords", "{}").status());
    }

    @Test
    void postgresHasRolesInstead() {
        dev.database.kind("postgresql");
        assertEquals(422, api.post(PASSWORDS, "{}").status());
        String roles = Api.DB + "/branches/dev/roles";
        JsonNode role =
                api.post(roles, "{'ttl':60,'inherited_roles':['postgres']}").json();
        assertFalse(role.path("password").asText().isEmpty());
        assertEquals(204, api.delete(roles + "/" + role.path("id").asText()).status());
        assertEquals(0, api.get(roles).json().path("data").size());
    }
}
