package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns calls into HTTP requests: URL, headers, body. Immutable. */
final class RequestFactory {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final String baseUrl;
    private final String userAgent;

    /** @throws IllegalArgumentException when the base URL is none of http or https, or the user agent no header value */
    RequestFactory(String baseUrl, String userAgent) {
        this.baseUrl = checked(baseUrl);
        this.userAgent = userAgent;
        if (!printable(userAgent.replace(' ', '_'))) {
            throw new IllegalArgumentException("The user agent must be printable ASCII.");
        }
    }

    /** The host that requests go to, for messages. */
    String host() {
        return URI.create(baseUrl).getHost();
    }

    /** @throws RefusedException when a name in the path can be none, as an empty one: it would name something else */
    URI url(ApiCall<?> call) throws RefusedException {
        StringBuilder url = new StringBuilder(baseUrl);
        for (String segment : call.path()) {
            // "." and ".." keep their meaning even when they are percent-encoded (WHATWG URL)
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new RefusedException(ErrorMessages.badName(call, segment), 0, "", "not a name", null);
            }
            url.append('/').append(encode(segment));
        }
        String query = new TreeMap<>(call.query())
                .entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return URI.create(query.isEmpty() ? url.toString() : url + "?" + query);
    }

    /** @throws UnauthorizedException when the token can be none */
    Transport.Request request(ApiCall<?> call, URI url, ServiceToken token) throws UnauthorizedException {
        if (token == null || token.id() == null || token.secret() == null) {
            throw new UnauthorizedException(ErrorMessages.noToken(call, "there is none"), null);
        }
        if (!printable(token.id()) || token.id().contains(":")) {
            throw new UnauthorizedException(ErrorMessages.badToken(call, "id"), null);
        }
        if (!printable(token.secret())) {
            throw new UnauthorizedException(ErrorMessages.badToken(call, "secret"), null);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", token.id() + ":" + token.secret()); // [S authorization]
        headers.put("User-Agent", userAgent);
        headers.put("Accept", "application/json");
        byte[] body = null;
        if (!call.method().equals("GET") && !call.method().equals("DELETE")) {
            headers.put("Content-Type", "application/json");
            body = call.body() == null ? new byte[0] : Json.write(call.body());
        }
        return new Transport.Request(call.method(), url, headers, body);
    }

    /** Percent-encodes all but the unreserved characters (RFC 3986 §2.3). */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean printable(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String checked(String baseUrl) {
        URI url;
        try {
            url = URI.create(baseUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The API address is not a URL.");
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())
                || url.getHost() == null) {
            throw new IllegalArgumentException("The API address must begin with https:// or http:// and name a host.");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("The API address must not hold a user, a query or a fragment.");
        }
        return baseUrl.replaceAll("/+$", "");
    }
}
