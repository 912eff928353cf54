package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The body of a webhook: an event or null, and no signature but its own fits. */
final class WebhookTarget implements FuzzTarget {
    @Override
    public String run(byte[] input) throws Exception {
        if (input.length < 100_000) {
            signature(input);
        }
        WebhookEvent event = WebhookEvent.read(input);
        if (event == null) {
            return "none";
        }
        assertFalse(event.name().isEmpty());
        assertFalse(event.database().organization().isEmpty());
        assertFalse(event.database().database().isEmpty());
        assertTrue(event.number() >= 0);
        assertTrue(event.branch() == null || !event.branch().isEmpty());
        return event.isAboutWork() + " " + Math.min(2, event.number()) + " " + (event.branch() == null);
    }

    private static void signature(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(body));
        assertTrue(WebhookEvent.isSigned(body, signature, "secret"));
        assertTrue(WebhookEvent.isSigned(body, signature.toUpperCase(java.util.Locale.ROOT), "secret"));
        assertFalse(WebhookEvent.isSigned(body, signature, "Secret"));
        byte[] longer = Mutator.replaced(body, 0, 0, new byte[] {' '});
        assertFalse(WebhookEvent.isSigned(longer, signature, "secret"));
        String text = new String(body, 0, Math.min(200, body.length), StandardCharsets.UTF_8);
        assertFalse(WebhookEvent.isSigned(body, text, "secret"), "a text of others is no signature");
    }

    @Override
    public List<String> words() {
        return List.of(
                "\"event\":\"deploy_request.queued\"", "\"event\":\"branch.ready\"", "\"organization\":\"mechanica\"",
                "\"database\":\"logistics\"", "\"resource\":{", "\"number\":", "4294967297", "1e99", "\"branch\":\"dev\"",
                "\"name\":", "{", "}", "[", "]", ",", ":", "\\u0000");
    }

    @Override
    public int longest() {
        return 1 << 20;
    }
}
