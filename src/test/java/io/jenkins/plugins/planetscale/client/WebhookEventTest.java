package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.WebhookEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {
    /** From RFC 4231, test case 2. */
    private static final String SIGNATURE = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final byte[] BODY = bytes("what do ya want for nothing?");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theSignatureIsTheHmacOfTheBody() {
        assertTrue(WebhookEvent.isSigned(BODY, SIGNATURE, "Jefe"));
        assertFalse(WebhookEvent.isSigned(BODY, SIGNATURE, "jefe"));
        assertFalse(WebhookEvent.isSigned(bytes("what do ya want for nothing!"), SIGNATURE, "Jefe"));
        assertFalse(WebhookEvent.isSigned(BODY, SIGNATURE.substring(1), "Jefe"));
        assertFalse(WebhookEvent.isSigned(BODY, "", "Jefe"));
    }

    @Test
    void saysWhereToLook() {
        WebhookEvent event = WebhookEvent.read(bytes("""
                {"timestamp":1698252879,"event":"deploy_request.queued","organization":"org","database":"db",
                 "resource":{"id":"x","number":3,"branch":"dev","new":[{}]}}"""));
        assertEquals(new WebhookEvent("deploy_request.queued", new DatabaseRef("org", "db"), 3, "dev"), event);
    }

    @Test
    void aBranchIsNamedByItsOwnName() {
        WebhookEvent event = WebhookEvent.read(bytes("""
                {"event":"branch.ready","organization":"org","database":"db","resource":{"type":"Branch","name":"dev"}}"""));
        assertEquals(new WebhookEvent("branch.ready", new DatabaseRef("org", "db"), 0, "dev"), event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "7", "{\"number\":\"x\",\"branch\":{}}", "{\"number\":-1,\"branch\":\"\"}"})
    void anEventThatNamesNothingCounts(String resource) {
        WebhookEvent event = WebhookEvent.read(
                bytes("{\"event\":\"deploy_request.closed\",\"organization\":\"org\",\"database\":\"db\",\"resource\":"
                        + resource + "}"));
        assertEquals(new WebhookEvent("deploy_request.closed", new DatabaseRef("org", "db"), 0, null), event);
    }

    @Test
    void deployRequestsAndBranchesAreWhatStepsWaitFor() {
        DatabaseRef database = new DatabaseRef("org", "db");
        assertTrue(new WebhookEvent("deploy_request.closed", database, 0, null).isAboutWork());
        assertTrue(new WebhookEvent("branch.ready", database, 0, null).isAboutWork());
        assertFalse(new WebhookEvent("webhook.test", database, 0, null).isAboutWork());
        assertFalse(new WebhookEvent("cluster.storage", database, 0, null).isAboutWork());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"event\":",
                "{\"event\":\"branch.ready\",\"organization\":\"org\"}",
                "{\"event\":\"branch.ready\",\"organization\":\"org\",\"database\":{}}",
                "{\"event\":[],\"organization\":\"org\",\"database\":\"db\"}",
                "{\"event\":\"branch.ready\",\"organization\":\"org\",\"database\":\"db\"} x"
            })
    void whatIsNoEventIsNull(String body) {
        assertNull(WebhookEvent.read(bytes(body)));
    }

    @Test
    void aDeepBodyIsNoEvent() {
        assertNull(WebhookEvent.read(bytes("[".repeat(100_000))));
    }
}
