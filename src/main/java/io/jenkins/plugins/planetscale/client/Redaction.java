package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Redacts text from outside before it is shown: removes secrets and invisible characters, and limits the length
 * (invariant I5).
 */
final class Redaction {
    private static final int LONGEST = 300;
    private static final String MASK = "****";
    /** What PlanetScale's secrets look like, whosever they are [D secret-prefixes]. */
    private static final Pattern SECRET = Pattern.compile("pscale_(?:tkn|pw|oauth|app)_[A-Za-z0-9_.\\-]+");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Set<String> secrets = new LinkedHashSet<>();

    /** @param token the token of the request, or null when there was none */
    Redaction(ServiceToken token) {
        if (token != null && token.secret() != null && !token.secret().isEmpty()) {
            String secret = token.secret();
            secrets.add(secret);
            secrets.add(RequestFactory.encode(secret));
            secrets.add(base64(secret));
            secrets.add(base64(token.id() + ":" + secret));
        }
    }

    String clean(String text) {
        if (text == null) {
            return "";
        }
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        clean = SECRET.matcher(clean).replaceAll(MASK);
        clean = VisibleText.line(
                SPACE.matcher(VisibleText.withoutRows(clean)).replaceAll(" ").strip());
        if (clean.codePointCount(0, clean.length()) <= LONGEST) {
            return clean;
        }
        return clean.substring(0, clean.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** The exception itself, or a plain one in its place when something in it must not be shown. */
    IOException clean(IOException e) {
        // quotes what the server sent
        if (e instanceof ProtocolException) {
            return new IOException("the answer breaks the HTTP protocol or ends too early");
        }
        return holdsSecret(e, Collections.newSetFromMap(new IdentityHashMap<>()))
                ? new IOException(e.getClass().getSimpleName())
                : e;
    }

    private boolean holdsSecret(Throwable e, Set<Throwable> seen) {
        if (e == null || !seen.add(e)) {
            return false;
        }
        String text = e.toString();
        if (secrets.stream().anyMatch(text::contains) || SECRET.matcher(text).find()) {
            return true;
        }
        for (Throwable suppressed : e.getSuppressed()) {
            if (holdsSecret(suppressed, seen)) {
                return true;
            }
        }
        return holdsSecret(e.getCause(), seen);
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
