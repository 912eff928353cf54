package io.jenkins.plugins.planetscale.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * JSON as the API speaks it: lenient about what is new or null, strict about what would be misread. Texts are read so that
 * they can be shown, see {@link VisibleText}. Thread-safe.
 */
final class Json {
    private static final int DEPTH = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxStringLength(8 << 20)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(String.class, new TextReader()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.DateTime,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** @throws UnreadableException when this is not JSON; its message holds nothing of the text */
    static JsonNode tree(byte[] text) throws UnreadableException {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw new UnreadableException("it is empty");
            }
            return tree;
        } catch (JacksonException e) {
            throw new UnreadableException("it is not JSON, as line " + line(e) + ", column " + column(e) + " shows");
        } catch (IOException e) {
            throw new UnreadableException("it is not JSON");
        }
    }

    /** @throws UnreadableException when the text is not JSON or not of that type; holds nothing of the text */
    static <T> T read(byte[] text, JavaType type) throws UnreadableException {
        JsonNode tree = tree(text);
        if (!tree.isObject()) {
            throw new UnreadableException("it is not a JSON object");
        }
        // read without it, any other object would pass as an empty list, and what exists as missing
        if ((type.hasRawClass(Page.class) || type.hasRawClass(SchemaDocument.class))
                && !tree.path("data").isArray()) {
            throw new UnreadableException("the list \"data\" is missing");
        }
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw new UnreadableException("the value of \"" + path(e) + "\" is not of the kind expected");
        } catch (JacksonException e) {
            throw new UnreadableException("it cannot be read");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : Integer.toString(step.getIndex()))
                .collect(Collectors.joining("."));
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private static int column(JacksonException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
    }

    /** Says what is wrong in words of ours: Jackson's messages quote the text, which can hold a password. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
