package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the table of {@link OpenApiTable} out of an OpenAPI document; the same document gives the same text. */
final class OpenApiTableWriter {
    private static final String HEAD = """
        # The part of PlanetScale's API that the plugin and its local PlanetScale use, by the vendor's OpenAPI document:
        # names, types and values. Generated; compared with the document where that is at hand (OpenApiTableTest, which
        # says how to generate it anew). The calls are chosen here: to have one more, add its line "call" and generate.
        #
        # Columns, separated by tabs:
        #   call    METHOD path
        #   path    name  type  required  values    a parameter in the path
        #   query   name  type  required  values    a parameter in the query
        #   body    name  type  required  values    a property of the JSON object that is sent
        #   answer  status  type                    what an answer below 400 holds; "-" for nothing
        #   schema  name                            an object of the answers; its name is made up here
        #   field   name  type  required  values    a property of that object
        #
        # Types: string, integer, number, boolean, object (of any properties), Name (a schema), [T] (array of T),
        # {T} (object whose properties are all T); T? may be null. Values: the only ones that a field can have.
        """;

    private final JsonNode paths;
    private final Map<String, Use> uses = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final StringBuilder out = new StringBuilder(HEAD);

    /** An object of the answers, and as what it appears. */
    private static final class Use {
        final JsonNode schema;
        final Map<String, Integer> labels = new TreeMap<>();
        final Map<String, Integer> parents = new TreeMap<>();

        Use(JsonNode schema) {
            this.schema = schema;
        }

        int count() {
            return labels.values().stream().mapToInt(Integer::intValue).sum();
        }

        static String mostFrequent(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse("");
        }
    }

    private OpenApiTableWriter(JsonNode document) {
        this.paths = document.path("paths");
    }

    /**
     * @param calls as {@code "GET /organizations/{organization}"}
     * @throws IllegalArgumentException when the document does not have one of the calls
     */
    static String write(JsonNode document, Set<String> calls) {
        OpenApiTableWriter writer = new OpenApiTableWriter(document);
        List<String> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparing((String call) -> call.substring(call.indexOf(' ')))
                .thenComparing(Comparator.naturalOrder()));
        for (String call : sorted) {
            writer.collectProperties(content(writer.operation(call).path("requestBody")), noun(call), noun(call));
            writer.statuses(call)
                    .forEach(status -> writer.collect(writer.answer(call, status), noun(call), noun(call)));
        }
        writer.giveNames();
        sorted.forEach(writer::call);
        writer.names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> writer.schema(entry.getValue(), writer.uses.get(entry.getKey()).schema));
        return writer.out.toString();
    }

    private JsonNode operation(String call) {
        String[] parts = call.split(" ", 2);
        JsonNode operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            throw new IllegalArgumentException("The OpenAPI document has no " + call);
        }
        return operation;
    }

    private TreeSet<String> statuses(String call) {
        TreeSet<String> statuses = new TreeSet<>();
        operation(call).path("responses").fieldNames().forEachRemaining(status -> {
            if (status.compareTo("400") < 0) {
                statuses.add(status);
            }
        });
        return statuses;
    }

    private JsonNode answer(String call, String status) {
        return content(operation(call).path("responses").path(status));
    }

    private static JsonNode content(JsonNode message) {
        return message.path("content").path("application/json").path("schema");
    }

    /** What a call is about: the last word of its path, singular. */
    private static String noun(String call) {
        String path = call.substring(call.indexOf(' ') + 1).replaceAll("/\\{[^}]*}$", "");
        return camel(singular(path.substring(path.lastIndexOf('/') + 1)));
    }

    private void collect(JsonNode schema, String label, String parent) {
        String own = parent;
        if (isNamed(schema)) {
            own = label;
            Use use = uses.computeIfAbsent(key(schema), key -> new Use(schema));
            use.labels.merge(schema.path("properties").has("current_page") ? label + "Page" : label, 1, Integer::sum);
            use.parents.merge(parent, 1, Integer::sum);
        }
        collectProperties(schema, label, own);
        if (schema.has("items")) {
            collect(schema.get("items"), label, parent);
        }
        if (schema.path("additionalProperties").isObject()) {
            collect(schema.get("additionalProperties"), label, parent);
        }
    }

    private void collectProperties(JsonNode schema, String label, String own) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean array = property.getValue().path("type").asText().equals("array");
            String name = camel(array ? singular(property.getKey()) : property.getKey());
            collect(property.getValue(), property.getKey().equals("data") ? label : name, own);
        }
    }

    /** The most frequent object of a name has it alone; others say of what they are. */
    private void giveNames() {
        List<String> byCount = new ArrayList<>(uses.keySet());
        byCount.sort(
                Comparator.comparing((String key) -> -uses.get(key).count()).thenComparing(key -> key));
        for (String key : byCount) {
            Use use = uses.get(key);
            String label = Use.mostFrequent(use.labels);
            String name = label;
            for (int i = 1; names.containsValue(name); i++) {
                name = Use.mostFrequent(use.parents) + label + (i == 1 ? "" : i);
            }
            names.put(key, name);
        }
    }

    private void call(String call) {
        out.append("\ncall\t").append(call).append('\n');
        for (String in : List.of("path", "query")) {
            Map<String, JsonNode> parameters = new TreeMap<>();
            operation(call).path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals(in)) {
                    parameters.put(parameter.path("name").asText(), parameter);
                }
            });
            parameters.forEach((name, parameter) -> row(
                    in,
                    name,
                    parameter.path("schema"),
                    parameter.path("required").asBoolean()));
        }
        fields("body", content(operation(call).path("requestBody")));
        for (String status : statuses(call)) {
            JsonNode schema = answer(call, status);
            if (schema.isMissingNode()) {
                out.append("answer\t").append(status).append("\t-\n");
            } else {
                row("answer", status, schema, false);
            }
        }
    }

    private void schema(String name, JsonNode schema) {
        out.append("\nschema\t").append(name).append('\n');
        fields("field", schema);
    }

    private void fields(String kind, JsonNode schema) {
        TreeSet<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Map<String, JsonNode> sorted = new TreeMap<>();
        schema.path("properties").properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach((name, property) -> row(kind, name, property, required.contains(name)));
    }

    private void row(String kind, String name, JsonNode schema, boolean required) {
        String row = String.join(
                "\t", kind, name, type(schema), required ? "required" : "", String.join(" ", values(schema)));
        out.append(row.stripTrailing()).append('\n');
    }

    private String type(JsonNode schema) {
        String type = schema.path("type").asText();
        JsonNode others = schema.path("additionalProperties");
        String plain = isNamed(schema)
                ? names.get(key(schema))
                : type.equals("array")
                        ? "[" + type(schema.path("items")) + "]"
                        : others.isObject() ? "{" + type(others) + "}" : type;
        if (plain == null || plain.isEmpty() || isNamed(schema) && others.isObject()) {
            throw new IllegalArgumentException("The table has no form for " + schema);
        }
        return schema.path("nullable").asBoolean() ? plain + "?" : plain;
    }

    private static TreeSet<String> values(JsonNode schema) {
        TreeSet<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        if (values.stream().anyMatch(value -> value.isEmpty() || value.contains(" ") || value.contains("\t"))) {
            throw new IllegalArgumentException("The table has no form for the values " + values);
        }
        if (values.isEmpty() && schema.has("items")) {
            return values(schema.get("items"));
        }
        return values.isEmpty() && schema.has("additionalProperties")
                ? values(schema.get("additionalProperties"))
                : values;
    }

    private static boolean isNamed(JsonNode schema) {
        return !schema.path("properties").isEmpty();
    }

    /** The same for objects of the same properties, whatever their order and their descriptions. */
    private static String key(JsonNode schema) {
        return plain(schema, true).toString();
    }

    private static ObjectNode plain(JsonNode schema, boolean outermost) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        plain.put("type", schema.path("type").asText());
        if (!outermost && schema.path("nullable").asBoolean()) {
            plain.put("nullable", true);
        }
        TreeSet<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        plain.put("required", required.toString());
        TreeSet<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        plain.put("enum", values.toString());
        Map<String, JsonNode> sorted = new TreeMap<>();
        schema.path("properties").properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach(
                (name, property) -> plain.withObjectProperty("properties").set(name, plain(property, false)));
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.path(inner).isObject()) {
                plain.set(inner, plain(schema.get(inner), false));
            }
        }
        return plain;
    }

    private static String singular(String noun) {
        if (noun.endsWith("ies")) {
            return noun.substring(0, noun.length() - 3) + "y";
        }
        if (noun.endsWith("ches")) {
            return noun.substring(0, noun.length() - 2);
        }
        return noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us")
                ? noun.substring(0, noun.length() - 1)
                : noun;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[-_]")) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }
}
