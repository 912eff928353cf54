package io.jenkins.plugins.planetscale.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Identifies a token by its id and a keyed hash of its secret, for shared answers and budgets. The id alone is no
 * secret: whoever knows only that must not get another's answers, nor use up its budget. The hash is valid in this
 * process only and reveals nothing of the secret.
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
