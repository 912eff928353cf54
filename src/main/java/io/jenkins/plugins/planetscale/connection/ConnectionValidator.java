package io.jenkins.plugins.planetscale.connection;

import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates a list of connections; each check returns null, or what is wrong and how to correct it. */
final class ConnectionValidator {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ConnectionValidator() {}

    static String all(List<PlanetScaleConnection> connections) {
        Set<String> names = new HashSet<>();
        int defaults = 0;
        for (PlanetScaleConnection connection : connections) {
            String problem = one(connection);
            if (problem != null) {
                return problem;
            }
            if (!names.add(connection.getName())) {
                return Messages.ConnectionValidator_duplicate(connection.getName());
            }
            defaults += connection.isDefault() ? 1 : 0;
        }
        if (defaults > 1) {
            return Messages.ConnectionValidator_manyDefaults();
        }
        return defaults == 0 && connections.size() > 1 ? Messages.ConnectionValidator_noDefault() : null;
    }

    private static String one(PlanetScaleConnection connection) {
        String problem = name(connection.getName());
        if (problem == null) {
            problem = apiUrl(connection.getApiUrl());
        }
        if (problem == null && connection.getRequestsPerMinute() < 1) {
            problem = Messages.ConnectionValidator_budget(connection.getName());
        }
        return problem;
    }

    static String name(String name) {
        if (name.isEmpty()) {
            return Messages.ConnectionValidator_unnamed();
        }
        return NAME.matcher(name).matches() ? null : Messages.ConnectionValidator_badName(name);
    }

    static String apiUrl(String url) {
        try {
            URI uri = URI.create(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
            if (http && !more && uri.getHost() != null) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        return Messages.ConnectionValidator_badUrl(PlanetScaleClient.DEFAULT_BASE_URL);
    }

    /** Whether everybody on the way can read the token. */
    static boolean isPlainHttp(String url) {
        URI uri = URI.create(url);
        return "http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(uri.getHost());
    }
}
