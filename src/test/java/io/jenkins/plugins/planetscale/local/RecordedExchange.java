package io.jenkins.plugins.planetscale.local;

/**
 * One request and what became of it.
 *
 * @param index place in the order of arrival, from 0, counted since the server started
 * @param method HTTP method
 * @param path path as sent, with {@code /v1} and query
 * @param tokenId id part of the {@code Authorization} header, or null
 * @param status answered status, or 0 when the connection was cut without one
 * @param fault short name of the scripted fault that hit this request ({@code "reset-before"} …), or null
 * @param body answered body, at most {@value #BODY_CAP} characters, or null when there was none
 */
public record RecordedExchange(
        long index, String method, String path, String tokenId, int status, String fault, String body) {
    /** Longest body that is kept, in characters. */
    public static final int BODY_CAP = 1_000_000;

    /** The path as the OpenAPI document names it: without {@code /v1} and query. */
    public String resource() {
        String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return plain.startsWith("/v1/") ? plain.substring("/v1".length()) : plain;
    }

    @Override
    public String toString() {
        return method + " " + path + " -> " + (status == 0 ? "cut" : status)
                + (fault == null ? "" : " (" + fault + ")");
    }
}
