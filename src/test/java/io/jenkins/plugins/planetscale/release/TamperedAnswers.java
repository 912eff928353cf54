package io.jenkins.plugins.planetscale.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * An API that lies: in every answer some values are replaced by others of the same kind or of another one, by limits that no
 * value has, or by a page that is never the last one. The same seed does the same.
 */
final class TamperedAnswers implements UnaryOperator<Transport.Answer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    /** The first and the last moment that Java knows, and some that arithmetic does not expect. */
    private static final List<String> TIMES = List.of(
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "2026-01-01T00:00:00.000Z");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "complete",
            "ready",
            "error",
            "in_progress_quantum",
            "main",
            "dev",
            "\u202e",
            "x".repeat(3_000),
            "' OR 1=1 --",
            "../..",
            "CREATE TABLE `x` (`id` int)",
            "ALTER TABLE `orders` DROP COLUMN `state`");

    private final Random random;
    private final int every;

    /** @param every how many values one is replaced */
    TamperedAnswers(long seed, int every) {
        this.random = new Random(seed);
        this.every = every;
    }

    @Override
    public Transport.Answer apply(Transport.Answer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (body == null || !body.isContainerNode()) {
                return answer;
            }
            tamper(body);
            return new Transport.Answer(
                    answer.status(), answer.headers(), body.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return answer;
        }
    }

    private void tamper(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                if (random.nextInt(every) == 0) {
                    object.set(field.getKey(), other(field.getKey(), field.getValue()));
                } else {
                    tamper(field.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            elements.forEach(this::tamper);
            if (!elements.isEmpty() && random.nextInt(every) == 0) {
                array.add(elements.get(0));
            } else if (!elements.isEmpty() && random.nextInt(every) == 0) {
                array.remove(random.nextInt(array.size()));
            }
        }
    }

    private JsonNode other(String name, JsonNode value) {
        if (name.equals("next_page")) {
            return MAKE.numberNode(List.of(2, 3, 1_000_000, Integer.MAX_VALUE, -1).get(random.nextInt(5)));
        }
        if (random.nextInt(12) == 0) {
            return anything();
        }
        if (random.nextInt(6) == 0) {
            return MAKE.nullNode();
        }
        if (name.endsWith("_at")) {
            return MAKE.textNode(TIMES.get(random.nextInt(TIMES.size())));
        }
        if (value.isBoolean()) {
            return MAKE.booleanNode(!value.booleanValue());
        }
        if (value.isNumber()) {
            return List.<JsonNode>of(
                            MAKE.numberNode(0),
                            MAKE.numberNode(-1),
                            MAKE.numberNode(Integer.MAX_VALUE),
                            MAKE.numberNode(Long.MAX_VALUE),
                            MAKE.numberNode(1e308))
                    .get(random.nextInt(5));
        }
        return value.isArray() ? MAKE.arrayNode() : MAKE.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private JsonNode anything() {
        return List.<JsonNode>of(
                        MAKE.objectNode(),
                        MAKE.arrayNode().add(MAKE.nullNode()),
                        MAKE.arrayNode().add(MAKE.objectNode()),
                        MAKE.booleanNode(true),
                        MAKE.numberNode(7),
                        MAKE.textNode("7"))
                .get(random.nextInt(6));
    }
}
