package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.http.Api;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripted faults, as the plugin's own HTTP client sees them. */
class FaultsTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Database shop = local.world().database("acme", "shop");
    private final OkHttpClient client = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .readTimeout(Duration.ofSeconds(5))
            .build();

    @BeforeEach
    void token() {
        local.world().token("id", "secret", "acme");
    }

    @AfterEach
    void stop() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        local.close();
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(local.url() + Api.DB + path).header("Authorization", "id:secret");
    }

    private Response get(String path) throws IOException {
        return client.newCall(request(path).build()).execute();
    }

    private Response createBranch(String name) throws IOException {
        RequestBody body = RequestBody.create("{\"name\":\"" + name + "\"}", MediaType.get("application/json"));
        return client.newCall(request("/branches").post(body).build()).execute();
    }

    private int status(String path) throws IOException {
        try (Response response = get(path)) {
            return response.code();
        }
    }

    private RecordedExchange last() {
        return local.exchanges().get(local.exchanges().size() - 1);
    }

    @Test
    void aResetBeforeCutsTheConnectionAndHasNoEffect() {
        local.faults().add(FaultRule.on("POST", "/branches$").resetBefore());
        assertThrows(IOException.class, () -> createBranch("dev"));
        assertFalse(shop.hasBranch("dev"));
        assertEquals(0, last().status());
        assertEquals("reset-before", last().fault());
    }

    @Test
    void aResetAfterCutsTheConnectionWithTheEffectDone() {
        local.faults().add(FaultRule.on("POST", "/branches$").resetAfter());
        assertThrows(IOException.class, () -> createBranch("dev"));
        assertTrue(shop.hasBranch("dev"));
        assertEquals("reset-after", last().fault());
    }

    @Test
    void aResetOnAConnectionInUseIsSeenToo() throws IOException {
        assertEquals(200, status("/branches"));
        local.faults().add(FaultRule.on("GET", null).resetBefore());
        assertThrows(IOException.class, () -> status("/branches"));
        assertEquals(200, status("/branches"));
    }

    @Test
    void aTruncatedAnswerBreaksWhileItIsRead() throws IOException {
        local.faults().add(FaultRule.on("GET", null).truncated());
        try (Response response = get("/branches")) {
            assertEquals(200, response.code());
            assertThrows(IOException.class, () -> response.body().string());
        }
    }

    @Test
    void aStatusComesWithHeadersAndBodyInsteadOfTheEffect() throws IOException {
        local.faults().add(FaultRule.on("POST", null).status(503, Map.of("Retry-After", "7"), "down"));
        try (Response response = createBranch("dev")) {
            assertEquals(503, response.code());
            assertEquals("7", response.header("Retry-After"));
            assertEquals("down", response.body().string());
        }
        assertFalse(shop.hasBranch("dev"));
    }

    @Test
    void htmlAndRedirectsCanBeAnswered() throws IOException {
        local.faults()
                .add(FaultRule.on("GET", null).body(200, "text/html", "<html>hello"))
                .add(FaultRule.on("GET", null).redirect("https://elsewhere.example/"));
        try (Response response = get("")) {
            assertEquals("text/html", response.header("Content-Type"));
            assertEquals("<html>hello", response.body().string());
        }
        try (Response response = get("")) {
            assertEquals(302, response.code());
            assertEquals("https://elsewhere.example/", response.header("Location"));
        }
    }

    @Test
    void anOversizedAnswerHasExactlyThatSizeAndIsJson() throws IOException {
        local.faults().add(FaultRule.on("GET", null).oversized(300_000));
        try (Response response = get("/branches")) {
            byte[] body = response.body().bytes();
            assertEquals(300_000, body.length);
            assertNotNull(Json.MAPPER.readTree(body).get("data"));
        }
    }

    @Test
    void skipAndTimesCountMatchingRequestsOnly() throws IOException {
        local.faults().add(FaultRule.on("GET", "/branches$").skip(1).times(2).status(500));
        assertEquals(200, status("/branches"));
        assertEquals(200, status(""));
        assertEquals(500, status("/branches"));
        assertEquals(500, status("/branches"));
        assertEquals(200, status("/branches"));
    }

    @Test
    void aRuleStrikesOnceUnlessToldOtherwise() throws IOException {
        local.faults().add(FaultRule.on(null, null).status(500));
        assertEquals(500, status(""));
        assertEquals(200, status(""));
        local.faults().add(FaultRule.on(null, null).forever().status(500));
        assertEquals(500, status(""));
        assertEquals(500, status(""));
        local.faults().clear();
        assertEquals(200, status(""));
    }

    @Test
    void oneExchangeCanBePickedByItsNumber() throws IOException {
        status("");
        local.faults().resetCounter();
        local.faults().add(FaultRule.onExchange(1).status(500));
        assertEquals(200, status(""));
        assertEquals(500, status(""));
        assertEquals(200, status(""));
        assertEquals(3, local.faults().counter());
    }

    @Test
    void aDelayedAnswerOutlastsAnImpatientClient() {
        local.faults().add(FaultRule.on("POST", null).delayAnswer(Duration.ofSeconds(30)));
        OkHttpClient impatient =
                client.newBuilder().readTimeout(Duration.ofMillis(100)).build();
        RequestBody body = RequestBody.create("{\"name\":\"dev\"}", MediaType.get("application/json"));
        Request request = request("/branches").post(body).build();
        assertThrows(IOException.class, () -> impatient.newCall(request).execute());
        assertTrue(shop.hasBranch("dev"));
    }

    @Test
    void manyAnswersShareOneConnection() throws IOException {
        shop.branch("dev");
        for (int i = 0; i < 5; i++) {
            assertEquals(200, status("/branches"));
            assertEquals(404, status("/branches/none"));
            Request delete = request("/branches/dev").delete().build();
            try (Response response = client.newCall(delete).execute()) {
                assertEquals(204, response.code());
            }
            shop.branch("dev");
        }
        assertEquals(1, client.connectionPool().connectionCount());
    }
}
