package io.jenkins.plugins.planetscale.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Tells a token from every other one with the same id. Whoever knows only the id of somebody's token, which is no secret,
 * must neither share the answers that it gets nor spend its budget. Means nothing outside of this process, so that it
 * tells nothing about the secret.
 */
public record TokenFingerprint(String id, String fingerprint) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKey KEY = key();

    private static SecretKey key() {
        try {
            return KeyGenerator.getInstance(ALGORITHM).generateKey();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has it", e);
        }
    }

    public static TokenFingerprint of(ServiceToken token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            byte[] hash = mac.doFinal(token.secret().getBytes(StandardCharsets.UTF_8));
            return new TokenFingerprint(token.id(), HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has it", e);
        }
    }

    /** Without the fingerprint, as it would mean nothing to a reader. */
    @Override
    public String toString() {
        return "TokenFingerprint[" + id + "]";
    }
}
