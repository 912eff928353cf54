package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.Password;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** No secret is in what a build prints or in what is written down of it. */
final class SecretJudge {
    /** So many characters of a password give it away. */
    private static final int LEFT = 22;

    private final Simulation simulation;
    private final List<Token> tokens;

    SecretJudge(Simulation simulation, List<Token> tokens) {
        this.simulation = simulation;
        this.tokens = tokens;
    }

    void says(Build build, String line) {
        judge(line, "a text of " + build.id());
    }

    void written(Build build, byte[] bytes) {
        judge(new String(bytes, StandardCharsets.ISO_8859_1), "what is written of " + build.id());
    }

    private void judge(String text, String where) {
        for (Token token : tokens) {
            if (text.contains(token.secret())
                    || token.webhookSecret() != null && text.contains(token.webhookSecret())) {
                simulation.violated("secret", "a secret of " + token.id() + " is in " + where + ": " + text);
            }
        }
        for (Password password : simulation.history().passwords()) {
            if (text.contains(password.plainText.substring(0, LEFT))) {
                simulation.violated("secret", "a password is in " + where + ": " + text);
            }
        }
    }
}
