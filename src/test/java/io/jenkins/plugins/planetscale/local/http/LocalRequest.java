package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Organization;
import io.jenkins.plugins.planetscale.local.Token;
import io.jenkins.plugins.planetscale.local.World;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One authenticated request while it is answered: who asks, what the path names, what the body says. */
public final class LocalRequest {
    public final World world;
    public final Token token;
    private final String base;
    private final URI uri;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final JsonNode body;

    /**
     * @param base scheme, host and port of this server
     * @param token null on routes that need none
     * @param path decoded segments by name
     * @param body never null; an empty object when there was none
     */
    LocalRequest(World world, Token token, String base, URI uri, Map<String, String> path, JsonNode body) {
        this.world = world;
        this.token = token;
        this.base = base;
        this.uri = uri;
        this.path = path;
        this.query = parameters(uri.getRawQuery());
        this.body = body;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] sides = pair.split("=", 2);
                String value = sides.length == 1 ? "" : sides[1];
                query.put(decoded(sides[0]), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    String url() {
        return base + uri.getRawPath();
    }

    /** As whom the caller acts. */
    public String actor() {
        return token.actor();
    }

    public String segment(String name) {
        return path.get(name);
    }

    /** A query parameter, or null. */
    public String query(String name) {
        return query.get(name);
    }

    int number(String name, int otherwise) {
        try {
            return query.containsKey(name) ? Integer.parseInt(query.get(name)) : otherwise;
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    /** Refuses, as if nothing were there, a token without any of the accesses (docs/planetscale-api.md#errors). */
    public void requireAny(String... accesses) {
        if (!token.hasAny(accesses)) {
            throw ApiError.notFound();
        }
    }

    public Organization organization() {
        Organization organization = world.find(segment("organization"));
        if (organization == null || !organization.name.equals(token.organization())) {
            throw ApiError.notFound();
        }
        return organization;
    }

    public Database database() {
        return present(organization().databases.get(segment("database")));
    }

    public Branch branch() {
        return present(database().branches.get(segment("branch")));
    }

    public DeployRequest deployRequest() {
        List<DeployRequest> all = database().deployRequests;
        String number = segment("number");
        if (!number.matches("[1-9]\\d{0,8}") || Integer.parseInt(number) > all.size()) {
            throw ApiError.notFound();
        }
        return all.get(Integer.parseInt(number) - 1);
    }

    public static <T> T present(T object) {
        if (object == null) {
            throw ApiError.notFound();
        }
        return object;
    }

    /** A text of the body, or null when absent or null. */
    public String text(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ApiError.invalid(name + " must be a string");
        }
        return value.textValue();
    }

    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    public String requiredText(String name) {
        String value = text(name);
        if (value == null || value.isBlank()) {
            throw ApiError.unprocessable(name + " can't be blank");
        }
        return value;
    }

    /** A truth value of the body, or null when absent or null. */
    Boolean flag(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw ApiError.invalid(name + " must be true or false");
        }
        return value.booleanValue();
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = flag(name);
        return value == null ? otherwise : value;
    }

    /** A whole number of the body, or null when absent or null. */
    public Integer integer(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isInt()) {
            throw ApiError.invalid(name + " must be an integer");
        }
        return value.intValue();
    }

    public Duration seconds(String name) {
        Integer value = integer(name);
        if (value != null && value < 0) {
            throw ApiError.unprocessable(name + " must be greater than or equal to 0");
        }
        return value == null ? null : Duration.ofSeconds(value);
    }

    /** A list of texts of the body, or null when absent or null. */
    public List<String> texts(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.add(one.asText()));
        if (!value.isArray()) {
            throw ApiError.invalid(name + " must be an array");
        }
        return texts;
    }

    public JsonNode body() {
        return body;
    }
}
