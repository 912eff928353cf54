package io.jenkins.plugins.planetscale.local.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds what answers a method and a path. Filled once, then only read. */
public final class Router {
    /** Prefix of everything in a database. */
    public static final String DATABASE = "/organizations/:organization/databases/:database";

    /** Prefix of everything in a branch. */
    public static final String BRANCH = DATABASE + "/branches/:branch";

    record Route(
            String method,
            String[] template,
            String[] accesses,
            boolean open,
            Function<LocalRequest, LocalResponse> handler) {}

    record Match(Route route, Map<String, String> segments) {}

    private final List<Route> routes = new ArrayList<>();

    /**
     * @param template path below {@code /v1}; segments that begin with a colon match anything
     * @param accesses any of which the token needs; none means any valid token
     */
    public void on(String method, String template, Function<LocalRequest, LocalResponse> handler, String... accesses) {
        routes.add(new Route(method, template.split("/"), accesses, false, handler));
    }

    /** A route that needs no token. */
    public void open(String method, String template, Function<LocalRequest, LocalResponse> handler) {
        routes.add(new Route(method, template.split("/"), new String[0], true, handler));
    }

    /**
     * @param rawPath encoded path below {@code /v1}
     * @return null when nothing answers it
     */
    Match match(String method, String rawPath) {
        String[] parts = rawPath.split("/");
        for (Route route : routes) {
            if (route.method.equals(method) && route.template.length == parts.length) {
                Map<String, String> segments = segments(route.template, parts);
                if (segments != null) {
                    return new Match(route, segments);
                }
            }
        }
        return null;
    }

    private static Map<String, String> segments(String[] template, String[] parts) {
        Map<String, String> segments = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (template[i].startsWith(":")) {
                segments.put(template[i].substring(1), LocalRequest.decoded(parts[i]));
            } else if (!template[i].equals(parts[i])) {
                return null;
            }
        }
        return segments;
    }
}
