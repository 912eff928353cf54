package io.jenkins.plugins.planetscale.local;

import java.security.SecureRandom;
import java.util.Random;

/** Random names in the shapes of PlanetScale's. */
final class Ids {
    private static final ThreadLocal<Random> RANDOM = ThreadLocal.withInitial(SecureRandom::new);
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String MIXED = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Ids() {}

    /** From now on this thread makes the same names again for the same seed. */
    static void seed(long seed) {
        RANDOM.set(new Random(seed));
    }

    /** A public id: twelve lower-case letters and digits. */
    static String id() {
        return random(LOWER, 12);
    }

    /** A user name with characters that a URL has to escape. */
    static String username() {
        return random(LOWER, 8) + "@%/" + random(LOWER, 9);
    }

    /** A password with characters that a URL, a shell and XML have to escape. */
    static String password() {
        return "pscale_pw_" + random(MIXED, 12) + "/+@:%&#?=$'<" + random(MIXED, 24);
    }

    static String secret() {
        return random(MIXED, 32);
    }

    private static String random(String alphabet, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(RANDOM.get().nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
