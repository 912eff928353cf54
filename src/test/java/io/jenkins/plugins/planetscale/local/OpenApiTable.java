package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the vendor's OpenAPI document says about the calls that are used, as the table of this repository: names, types
 * and values, none of the vendor's text. {@link OpenApiTableWriter} makes the table out of the document; this reads it,
 * into nodes as the document has them. The columns are explained at the head of the table.
 */
final class OpenApiTable {
    /** Below {@code src/test/resources}. */
    static final String RESOURCE = "/io/jenkins/plugins/planetscale/local/openapi-fields.tsv";

    private final Map<String, List<String[]>> schemas = new HashMap<>();
    private final Map<String, ObjectNode> read = new HashMap<>();
    private final ObjectNode paths = object();
    private final TreeSet<String> calls = new TreeSet<>();

    private OpenApiTable() {}

    /** The text of the table in the repository. */
    static String committed() {
        try (InputStream in = OpenApiTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException when a row is none of a table, or names a schema that is not there
     */
    static OpenApiTable of(String text) {
        OpenApiTable table = new OpenApiTable();
        List<String[]> rows = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        List<String[]> fields = null;
        for (String[] row : rows) {
            if (row[0].equals("schema")) {
                fields = new ArrayList<>();
                table.schemas.put(row[1], fields);
            } else if (row[0].equals("field") && fields != null) {
                fields.add(row);
            }
        }
        ObjectNode call = null;
        for (String[] row : rows) {
            if (row[0].equals("call")) {
                call = table.call(row[1]);
            } else if (!row[0].equals("schema") && !row[0].equals("field")) {
                table.add(call, row);
            }
        }
        return table;
    }

    /** The calls as {@code "GET /organizations/{organization}"}. */
    TreeSet<String> calls() {
        return calls;
    }

    /** As the document has it: {@code paths} with parameters, request bodies, and answers below 400. */
    JsonNode document() {
        return object().set("paths", paths);
    }

    private ObjectNode call(String name) {
        String[] parts = name.split(" ", 2);
        if (parts.length != 2 || !calls.add(name)) {
            throw new IllegalArgumentException("No call, or there twice: " + name);
        }
        return paths.withObjectProperty(parts[1]).putObject(parts[0].toLowerCase(Locale.ROOT));
    }

    private void add(ObjectNode call, String[] row) {
        switch (row[0]) {
            case "path", "query" -> {
                ObjectNode parameter = call.withArrayProperty("parameters").addObject();
                parameter.put("name", row[1]).put("in", row[0]);
                if (isRequired(row)) {
                    parameter.put("required", true);
                }
                parameter.set("schema", schema(row[2], values(row)));
            }
            case "body" -> {
                ObjectNode body = content(call.withObjectProperty("requestBody"));
                if (!body.has("type")) {
                    body.put("type", "object").putObject("properties");
                }
                addField(body, row);
            }
            case "answer" -> {
                ObjectNode answer = call.withObjectProperty("responses").putObject(row[1]);
                if (!row[2].equals("-")) {
                    content(answer).setAll(schema(row[2], values(row)));
                }
            }
            default -> throw new IllegalArgumentException("No row of a table: " + String.join(" ", row));
        }
    }

    private static ObjectNode content(ObjectNode message) {
        return message.withObjectProperty("content")
                .withObjectProperty("application/json")
                .withObjectProperty("schema");
    }

    private void addField(ObjectNode object, String[] row) {
        ((ObjectNode) object.get("properties")).set(row[1], schema(row[2], values(row)));
        if (isRequired(row)) {
            object.withArrayProperty("required").add(row[1]);
        }
    }

    private static boolean isRequired(String[] row) {
        return row.length > 3 && row[3].equals("required");
    }

    private static String values(String[] row) {
        return row.length > 4 ? row[4] : "";
    }

    /** What a type in the table means; {@code values} are those of the innermost type. */
    private ObjectNode schema(String type, String values) {
        if (type.endsWith("?")) {
            return schema(type.substring(0, type.length() - 1), values).put("nullable", true);
        }
        String inner = type.substring(Math.min(1, type.length()), Math.max(1, type.length() - 1));
        if (type.startsWith("[")) {
            return object().put("type", "array").set("items", schema(inner, values));
        }
        if (type.startsWith("{")) {
            return object().put("type", "object").set("additionalProperties", schema(inner, values));
        }
        if (Character.isUpperCase(type.charAt(0))) {
            return named(type).deepCopy();
        }
        ObjectNode scalar = object().put("type", type);
        if (!values.isEmpty()) {
            for (String value : values.split(" ")) {
                scalar.withArrayProperty("enum").add(value);
            }
        }
        return scalar;
    }

    private ObjectNode named(String name) {
        ObjectNode known = read.get(name);
        if (known == null) {
            if (!schemas.containsKey(name)) {
                throw new IllegalArgumentException("The table has no schema " + name);
            }
            known = object().put("type", "object");
            known.putObject("properties");
            for (String[] field : schemas.get(name)) {
                addField(known, field);
            }
            read.put(name, known);
        }
        return known;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
