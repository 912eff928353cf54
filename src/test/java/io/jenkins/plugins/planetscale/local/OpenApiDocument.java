package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vendor's OpenAPI document, and whether a request and its answer keep to it: parameters, type, nullable, required,
 * enum, items, properties. Properties that it does not name are allowed in an answer. Immutable.
 */
public final class OpenApiDocument {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode paths;

    private OpenApiDocument(JsonNode root) {
        this.paths = root.path("paths");
    }

    private static final class Holder {
        static final OpenApiDocument TABLE =
                new OpenApiDocument(OpenApiTable.of(OpenApiTable.committed()).document());
    }

    /** What it says about the calls that are used, by the table of this repository. */
    public static OpenApiDocument ofTable() {
        return Holder.TABLE;
    }

    /** All operations as {@code "GET /organizations/{organization}"}, sorted. */
    public TreeSet<String> operations() {
        TreeSet<String> operations = new TreeSet<>();
        paths.properties().forEach(path -> METHODS.stream()
                .filter(method -> path.getValue().has(method))
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The operation that a request is one of, or empty when the document has none: an undocumented call. */
    public Optional<String> operation(String method, String path) {
        String[] parts = plain(path).split("/");
        String best = null;
        int literals = -1;
        for (Map.Entry<String, JsonNode> entry : paths.properties()) {
            int same = literals(entry.getKey().split("/"), parts);
            if (same > literals && entry.getValue().has(method.toLowerCase(Locale.ROOT))) {
                literals = same;
                best = entry.getKey();
            }
        }
        return Optional.ofNullable(best).map(template -> method + " " + template);
    }

    /** How many segments are the same, or -1 when the path is not one of the template. */
    private static int literals(String[] template, String[] parts) {
        if (template.length != parts.length) {
            return -1;
        }
        int same = 0;
        for (int i = 0; i < parts.length; i++) {
            if (template[i].equals(parts[i])) {
                same++;
            } else if (!template[i].startsWith("{")) {
                return -1;
            }
        }
        return same;
    }

    private static String plain(String path) {
        String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return plain.startsWith("/v1/") ? plain.substring("/v1".length()) : plain;
    }

    /**
     * What is wrong with an answer, one line each; empty when it is right. Answers to undocumented calls and answers
     * of 400 and above, whose bodies the document does not describe, have nothing wrong.
     *
     * @param pathWithoutV1 path of the request; {@code /v1} and a query are ignored
     * @param body null for an empty body
     */
    public List<String> violations(String method, String pathWithoutV1, int status, JsonNode body) {
        List<String> found = new ArrayList<>();
        Optional<String> operation = operation(method, pathWithoutV1);
        if (operation.isEmpty() || status >= 400) {
            return found;
        }
        String template = operation.get().substring(method.length() + 1);
        JsonNode response = paths.path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status));
        if (response.isMissingNode()) {
            found.add(operation.get() + " is not answered " + status);
            return found;
        }
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            if (body != null && !body.isMissingNode()) {
                found.add(operation.get() + " " + status + " has no body");
            }
        } else {
            check(schema, body, operation.get() + " ", found);
        }
        return found;
    }

    /**
     * What is wrong with a request, one line each; empty when it is right, or one of an undocumented call.
     *
     * @param pathWithoutV1 path of the request; {@code /v1} and a query are ignored
     * @param query names of the parameters in the query
     * @param body null for an empty body
     */
    public List<String> requestViolations(String method, String pathWithoutV1, Set<String> query, JsonNode body) {
        List<String> found = new ArrayList<>();
        operation(method, pathWithoutV1).ifPresent(name -> {
            JsonNode operation = paths.path(name.substring(method.length() + 1)).path(method.toLowerCase(Locale.ROOT));
            List<String> known = new ArrayList<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    known.add(parameter.path("name").asText());
                }
            });
            query.stream()
                    .filter(parameter -> !known.contains(parameter))
                    .forEach(parameter -> found.add(name + " has no parameter " + parameter));
            JsonNode schema = operation
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (body != null) {
                body.fieldNames().forEachRemaining(field -> {
                    if (!schema.path("properties").has(field)) {
                        found.add(name + " takes no " + field);
                    }
                });
            }
            if (!schema.isMissingNode()) {
                check(schema, body == null ? JsonNodeFactory.instance.objectNode() : body, name + " ", found);
            }
        });
        return found;
    }

    private static void check(JsonNode schema, JsonNode value, String at, List<String> found) {
        if (value == null || value.isMissingNode()) {
            found.add(at + ": nothing, expected " + schema.path("type").asText());
            return;
        }
        if (value.isNull()) {
            if (!schema.path("nullable").asBoolean()) {
                found.add(at + ": null, expected " + schema.path("type").asText());
            }
            return;
        }
        if (!hasType(schema.path("type").asText(), value)) {
            found.add(at + ": " + value.getNodeType() + ", expected "
                    + schema.path("type").asText());
            return;
        }
        if (schema.has("enum") && !names(schema.get("enum")).contains(value.asText())) {
            found.add(at + ": \"" + value.asText() + "\" is none of " + names(schema.get("enum")));
        }
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                found.add(at + "." + required.asText() + ": missing");
            }
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                check(property.getValue(), value.get(property.getKey()), at + "." + property.getKey(), found);
            }
        });
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]", found);
            }
        }
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject()) {
            value.properties().forEach(entry -> {
                if (!schema.path("properties").has(entry.getKey())) {
                    check(others, entry.getValue(), at + "." + entry.getKey(), found);
                }
            });
        }
    }

    private static List<String> names(JsonNode values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.asText()));
        return names;
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }
}
