package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.NotYetException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which error answer becomes which exception, from real exchanges. Bodies: docs/planetscale-api.md#errors. */
class ErrorsTest {
    private static final ApiCall<?> READ = BranchCalls.get(LOGISTICS, "dev");
    private static final ApiCall<?> DEPLOY = DeployRequestCalls.deploy(LOGISTICS, 7, false);

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void saysOfA404ThatTheAccessMayBeMissing() {
        rig.server.then(json(404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}"));
        NotFoundException e = fails(NotFoundException.class, READ);
        assertEquals(
                "PlanetScale cannot find branch \"dev\" of mechanica/logistics: the branch or the database does not exist, or"
                        + " the service token tokenid lacks the access read_branch. Check the names; if they are right,"
                        + " grant the access in PlanetScale under Settings > Service tokens.",
                e.getMessage());
        assertFalse(e.isTransient());
        assertFalse(e.effectPossible());
    }

    @Test
    void saysOfA404OnCreationThatWhatItBelongsToMayBeMissing() {
        rig.server.then(json(404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}"));
        NewBranch branch = new NewBranch("dev", "main", false, null, null, null);
        NotFoundException e = fails(NotFoundException.class, BranchCalls.create(LOGISTICS, branch));
        assertTrue(
                e.getMessage()
                        .startsWith("PlanetScale cannot create branch \"dev\" of mechanica/logistics: the parent"
                                + " branch, the database or the organization does not exist, or the service token tokenid"
                                + " lacks the access create_branch. Check the names;"),
                e.getMessage());
    }

    /** Whatever of it is missing is among what is named, and a list is not called missing itself. */
    @Test
    void saysOfA404WhatOfThePathMayBeMissing() {
        assertMissing("the database or the organization", DatabaseCalls.get(LOGISTICS));
        assertMissing("the organization", DatabaseCalls.list("mechanica", 1));
        assertMissing("the database or the organization", BranchCalls.list(LOGISTICS, 1));
        assertMissing("the branch or the database", BranchCalls.schema(LOGISTICS, "dev", null));
        assertMissing("the branch or the database", BackupCalls.list(LOGISTICS, "dev", 1));
        assertMissing("the backup, the branch or the database", BackupCalls.get(LOGISTICS, "dev", "b1"));
        assertMissing("the password, the branch or the database", PasswordCalls.delete(LOGISTICS, "dev", "p1"));
        assertMissing("the deploy request or the database", DEPLOY);
        assertMissing(
                "the target branch, the branch, the database or the organization",
                DeployRequestCalls.create(LOGISTICS, "dev", "main", null, false, false));
        assertMissing(
                "the parent branch, the cluster size, the backup, the database or the organization",
                BranchCalls.create(LOGISTICS, new NewBranch("dev", "main", false, "b1", null, "PS_DEV")));
    }

    private static void assertMissing(String objects, ApiCall<?> call) {
        assertEquals(objects, MissingObjects.of(call));
        String message = ErrorMessages.notFound(call, "tokenid");
        assertTrue(message.contains(": " + objects + " does not exist, or the service token tokenid "), message);
    }

    @Test
    void saysOfA401WhichTokenIsMeant() {
        rig.server.then(json(401, "{\"error\":\"invalid_token\",\"error_description\":\"The token has expired\"}"));
        UnauthorizedException e = fails(UnauthorizedException.class, READ);
        assertTrue(e.getMessage().contains("service token tokenid"), e.getMessage());
        assertTrue(e.getMessage().contains("The token has expired"), e.getMessage());
        assertFalse(e.isTransient());
    }

    @Test
    void saysOfA403WhichAccessIsNeeded() {
        rig.server.then(json(403, "{\"code\":\"forbidden\",\"message\":\"Not allowed\"}"));
        RefusedException e = fails(RefusedException.class, DEPLOY);
        assertEquals(403, e.status());
        assertTrue(e.getMessage().contains("create_deploy_request"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422|invalid_params|We're currently validating that these changes are safe to deploy. Please try"
                        + " again.",
                "422|unprocessable|Branch cannot be deleted while a deployment is in progress",
                "422|unprocessable|There is already a deployment in progress",
                "422|unprocessable|A schema snapshot is in progress",
                "422|schema_mutation_blocked|Blocked by MoveTables",
                "400|bad_request|Database is still initializing and cannot create branches.",
                "422|unprocessable|Something else has to be done first.",
            })
    void tellsWhatPassesByItself(int status, String code, String message) {
        rig.server.then(json(status, "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}"));
        NotYetException e = fails(NotYetException.class, DEPLOY);
        assertTrue(e.isTransient());
        assertEquals(code, e.code());
        assertEquals(message, e.reason());
        assertTrue(e.getMessage().contains("deploy deploy request #7 of mechanica/logistics yet"), e.getMessage());
        assertEquals(1, rig.server.asked.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 409, 410, 422})
    void refusesWithPlanetScalesOwnWords(int status) {
        rig.server.then(json(status, "{\"code\":\"unprocessable\",\"message\":\"Branch has no schema changes\"}"));
        RefusedException e = fails(RefusedException.class, DEPLOY);
        assertEquals(status, e.status());
        assertEquals("unprocessable", e.code());
        assertEquals("Branch has no schema changes", e.reason());
        assertEquals(
                "PlanetScale refuses to deploy deploy request #7 of mechanica/logistics (" + status
                        + " unprocessable): Branch has no schema changes. Correct what PlanetScale names, then try"
                        + " again.",
                e.getMessage());
        assertFalse(e.isTransient());
        assertFalse(e.effectPossible());
    }

    @Test
    void readsTheErrorsOfAValidation() {
        rig.server.then(json(
                422,
                "{\"errors\":[{\"namespace\":\"branch\",\"name\":\"name\",\"errors\":[\"is taken\",\"is too long\"]},"
                        + "{\"name\":\"region\",\"errors\":[\"is unknown\"]}]}"));
        assertEquals(
                "name: is taken; name: is too long; region: is unknown",
                fails(RefusedException.class, DEPLOY).reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>Bad</html>", "[1", "null", "[]", "\"x\"", "{\"message\":{\"a\":1},\"errors\":7}"})
    void classifiesByStatusWhateverTheBody(String body) {
        rig.server.then(raw(422, "text/html", body));
        RefusedException e = fails(RefusedException.class, DEPLOY);
        assertEquals("", e.reason());
        assertFalse(e.getMessage().contains("html"), e.getMessage());
    }

    @Test
    void capsPlanetScalesWordsAndShowsWhatIsHiddenInThem() {
        rig.server.then(json(422, "{\"message\":\"\\u001b[31mred\\r\\nline\\u202e" + "x".repeat(5000) + "\"}"));
        String reason = fails(RefusedException.class, DEPLOY).reason();
        assertTrue(reason.startsWith("\\u001B[31mred line\\u202Exx"), reason);
        assertEquals(300, reason.length());
        assertTrue(reason.chars().noneMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520})
    void isUnavailableOnAServerError(int status) {
        rig.server.otherwise(raw(status, "text/html", "<h1>oops</h1>"));
        UnavailableException read = fails(UnavailableException.class, READ);
        assertEquals(status, read.status());
        assertTrue(read.isTransient());
        assertFalse(read.effectPossible());
        UnavailableException write = fails(UnavailableException.class, DEPLOY);
        assertTrue(write.effectPossible());
        assertTrue(write.getMessage().contains("may have been carried out"), write.getMessage());
        assertFalse(write.getMessage().contains("oops"), write.getMessage());
    }

    @Test
    void knowsHowLongToWaitWhenLimited() {
        rig.server.then(json(429, "{\"message\":\"slow down\"}", "Retry-After: 7"), json(429, ""));
        RateLimitedException told = fails(RateLimitedException.class, DEPLOY);
        assertEquals(Duration.ofSeconds(7), told.retryAfter());
        assertTrue(told.getMessage().contains("in 7 s"), told.getMessage());
        assertTrue(told.isTransient());
        rig.time.advance(Duration.ofSeconds(7));
        assertNull(fails(RateLimitedException.class, DEPLOY).retryAfter());
    }

    @Test
    void saysOfA407ThatTheProxyAnswered() {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", rig.server.port()));
        rig.server.then(raw(407, "text/html", "<h1>Who are you?</h1>"));
        try (Transport proxied = new OkHttpTransport(new OkHttpClient.Builder().proxy(proxy))) {
            PlanetScaleClient client = rig.builder()
                    .baseUrl("http://planetscale.invalid/v1")
                    .transport(proxied)
                    .build();
            RefusedException e = assertThrows(RefusedException.class, () -> client.execute(READ));
            assertTrue(e.getMessage().contains("HTTP proxy's answer"), e.getMessage());
        }
    }

    private <E extends PlanetScaleException> E fails(Class<E> type, ApiCall<?> call) {
        return assertThrows(type, () -> rig.client.execute(call));
    }
}
