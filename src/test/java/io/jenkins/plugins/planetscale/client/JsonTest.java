package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.model.Backup;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Organization;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.client.model.QueryStatistic;
import io.jenkins.plugins.planetscale.client.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void ignoresWhatIsNew() throws Exception {
        assertEquals(
                "dev",
                read("{\"new\":{\"a\":[1]},\"id\":\"b1\",\"name\":\"dev\"}", Branch.class)
                        .name());
    }

    @Test
    void readsNullAndMissingAsTheDefault() throws Exception {
        DeployOperation operation = read(
                "{\"can_drop_data\":null,\"eta_seconds\":null,\"removed_foreign_key_names\":null}",
                DeployOperation.class);
        assertNull(operation.canDropData(), "what is not said is not a no");
        assertNull(operation.etaSeconds());
        assertEquals(List.of(), operation.removedForeignKeyNames());
        assertEquals(
                null, read("{\"number\":7,\"state\":null}", DeployRequest.class).state());
    }

    @Test
    void readsWholeAndBrokenNumbersAlike() throws Exception {
        assertEquals(12.0, read("{\"eta_seconds\":12}", DeployOperation.class).etaSeconds());
        assertEquals(
                12,
                read("{\"query_count\":12.0,\"error_count\":0}", QueryStatistic.class)
                        .queryCount());
    }

    @Test
    void readsTimesWithAnyOffset() throws Exception {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        for (String time : List.of("2026-01-01T12:00:00Z", "2026-01-01T12:00:00.000Z", "2026-01-01T13:00:00+01:00")) {
            assertEquals(
                    noon,
                    read("{\"number\":7,\"created_at\":\"" + time + "\"}", DeployRequest.class)
                            .createdAt(),
                    time);
        }
        assertNull(
                read("{\"number\":7,\"created_at\":\"\"}", DeployRequest.class).createdAt());
    }

    @Test
    void saysWhereJsonEndsBeingJsonWithoutQuotingIt() {
        Json.UnreadableException e =
                assertThrows(Json.UnreadableException.class, () -> read("{\"a\":\n  hidden}", Branch.class));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
        assertFalse(e.getMessage().contains("hidden"), e.getMessage());
        assertNull(e.getCause());
    }

    @Test
    void boundsDepthAndNumbers() {
        assertThrows(Json.UnreadableException.class, () -> read("{\"a\":" + "[".repeat(500), Branch.class));
        assertThrows(
                Json.UnreadableException.class,
                () -> read("{\"number\":" + "9".repeat(100_000) + "}", DeployRequest.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"number\":null}", "{\"number\":0}", "{\"id\":\"dr1\",\"state\":\"open\"}"})
    void refusesADeployRequestWithoutItsNumber(String text) {
        Json.UnreadableException e =
                assertThrows(Json.UnreadableException.class, () -> read(text, DeployRequest.class));
        assertEquals("\"number\" is missing", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Branch.class,
                Database.class,
                Organization.class,
                Password.class,
                Backup.class,
                TableSchema.class,
                DeployRequest.class
            })
    void refusesAnObjectThatNothingNames(Class<?> type) {
        assertThrows(Json.UnreadableException.class, () -> read("{}", type));
        assertThrows(Json.UnreadableException.class, () -> read("[]", type));
        assertThrows(Json.UnreadableException.class, () -> read("null", type));
    }

    @Test
    void namesTheElementThatIsNone() {
        JavaType page = TypeFactory.defaultInstance().constructParametricType(Page.class, DeployRequest.class);
        for (String element : List.of("null", "{}", "[]", "7")) {
            Json.UnreadableException e = assertThrows(
                    Json.UnreadableException.class,
                    () -> Json.read(("{\"data\":[" + element + "]}").getBytes(StandardCharsets.UTF_8), page));
            assertTrue(e.getMessage().contains("data"), e.getMessage());
        }
        assertThrows(
                Json.UnreadableException.class,
                () -> read("{\"number\":1,\"deployment\":{\"deploy_operations\":[null]}}", DeployRequest.class));
    }

    @Test
    void writesTextAsUtf8() {
        assertEquals("{\"a\":\"ü\\n\"}", new String(Json.write(Map.of("a", "ü\n")), StandardCharsets.UTF_8));
    }

    private static <T> T read(String text, Class<T> type) throws Json.UnreadableException {
        return Json.read(
                text.getBytes(StandardCharsets.UTF_8),
                TypeFactory.defaultInstance().constructType(type));
    }
}
