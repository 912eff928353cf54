package io.jenkins.plugins.planetscale.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PlanetScale's webhooks send: {@code docs/planetscale-api.md#webhooks}. Of the body only what says where to look
 * is read: states in it may be old when they arrive, and may have been overtaken.
 *
 * @param name such as {@code deploy_request.queued}
 * @param number of the deploy request that it is about; 0 for none
 * @param branch that it is about, or from which the deploy request comes; null for none
 */
public record WebhookEvent(String name, DatabaseRef database, int number, String branch) {
    /** The header that holds the lower-case hex HMAC-SHA256 of the body. */
    public static final String SIGNATURE = "X-PlanetScale-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    /** Whether the signature is that of the body; takes the same time wherever they differ. */
    public static boolean isSigned(byte[] body, String signature, String secret) {
        return MessageDigest.isEqual(
                sign(body, secret).getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    private static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Returns null when the body is not an event. */
    public static WebhookEvent read(byte[] body) {
        try {
            Sent sent = Json.read(body, TypeFactory.defaultInstance().constructType(Sent.class));
            boolean complete = isText(sent.event()) && isText(sent.organization()) && isText(sent.database());
            return complete ? sent.read() : null;
        } catch (Json.UnreadableException e) {
            return null;
        }
    }

    /** What is read of the body: an event can hold a whole deployment. */
    private record Sent(String event, String organization, String database, JsonNode resource) {
        WebhookEvent read() {
            JsonNode about = resource == null ? MissingNode.getInstance() : resource;
            JsonNode branch = about.path(event.startsWith("branch.") ? "name" : "branch");
            return new WebhookEvent(
                    event,
                    new DatabaseRef(organization, database),
                    Math.max(0, about.path("number").asInt()),
                    branch.isTextual() && !branch.textValue().isEmpty() ? branch.textValue() : null);
        }
    }

    private static boolean isText(String value) {
        return value != null && !value.isEmpty();
    }

    /** Whether it is about something that a step can wait for. */
    public boolean isAboutWork() {
        return name.startsWith("deploy_request.") || name.startsWith("branch.");
    }
}
