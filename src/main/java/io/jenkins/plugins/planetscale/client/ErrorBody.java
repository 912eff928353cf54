package io.jenkins.plugins.planetscale.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.client.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Code and message of an error answer, whichever form it has: {@code {code, message}}, {@code {errors: […]}}, {@code
 * {error, error_description}}, empty or HTML [L error-envelope]. Not redacted yet: see {@link Redaction}.
 */
record ErrorBody(String code, String message) {
    private static final ErrorBody NONE = new ErrorBody("", "");

    static ErrorBody of(byte[] body) {
        if (body.length == 0) {
            return NONE;
        }
        try {
            return of(Json.tree(body));
        } catch (Json.UnreadableException e) {
            return NONE;
        }
    }

    private static ErrorBody of(JsonNode body) {
        String code = text(body, "code");
        String message = text(body, "message");
        if (code.isEmpty()) {
            code = text(body, "error");
        }
        if (message.isEmpty()) {
            message = text(body, "error_description");
        }
        if (message.isEmpty()) {
            List<String> errors = new ArrayList<>();
            collect(body.path("errors"), "", errors);
            message = String.join("; ", errors);
        }
        return new ErrorBody(code, message);
    }

    private static void collect(JsonNode errors, String name, List<String> found) {
        if (errors.isTextual()) {
            found.add(name.isEmpty() ? errors.textValue() : name + ": " + errors.textValue());
        } else if (errors.isArray()) {
            errors.forEach(error -> collect(error, name, found));
        } else if (errors.has("errors")) {
            collect(errors.get("errors"), text(errors, "name"), found);
        } else if (errors.has("message")) {
            collect(errors.get("message"), text(errors, "name"), found);
        } else {
            errors.properties().forEach(field -> collect(field.getValue(), field.getKey(), found));
        }
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.textValue() : "";
    }
}
