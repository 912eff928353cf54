package io.jenkins.plugins.planetscale.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a token from every other one with the same id. Whoever knows only the id of somebody's token, which is no secret,
 * must neither share the answers that it gets nor spend its budget. Means nothing outside of this process, so that it
 * tells nothing about the secret.
 */
public record TokenProof(String id, String fingerprint) {
    private static final byte[] KEY = new byte[32];

    static {
        new SecureRandom().nextBytes(KEY);
    }

    public static TokenProof of(ServiceToken token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, mac.getAlgorithm()));
            byte[] hash = mac.doFinal(token.secret().getBytes(StandardCharsets.UTF_8));
            return new TokenProof(token.id(), HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Without the fingerprint, as it would mean nothing to a reader. */
    @Override
    public String toString() {
        return "TokenProof[" + id + "]";
    }
}
