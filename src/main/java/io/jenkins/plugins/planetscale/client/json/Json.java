package io.jenkins.plugins.planetscale.client.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.planetscale.client.model.Actor;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Required;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Parses the JSON of the API: lenient about unknown and null fields, strict about what would be misread. Strings are
 * made visible, see {@link VisibleText}. Thread-safe.
 */
public final class Json {
    private static final int DEPTH = 100;

    /** Bytes of an error or an event; what PlanetScale sends has a hundredth of that. */
    private static final int SMALL = 256 << 10;

    /**
     * Names, values, beginnings and ends that are kept of one answer: a hundred deploy requests with fifty statements
     * each have two thirds of it. What is not kept does not count.
     */
    private static final int MOST_VALUES = 500_000;

    /** Characters of one text: more than the longest CREATE TABLE has, and little enough to be read several times at once. */
    private static final int MOST_TEXT = 2 << 20;

    private static final String TOO_MANY = "it holds more than " + MOST_VALUES + " values";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxStringLength(MOST_TEXT)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new TextReader())
                    .addDeserializer(Actor.class, new ActorReader()))
            .addMixIn(Record.class, SkipUnknown.class)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.DateTime,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            // nobody looks for a null in a list
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

    private Json() {}

    /** Skips unknown properties at once; by default Jackson buffers those of a record until it has read the rest. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private abstract static class SkipUnknown {}

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /**
     * For small documents of no certain form, as errors and events are.
     *
     * @throws UnreadableException when this is not JSON, or larger than such a document ever is; its message holds
     *     nothing of the text
     */
    public static JsonNode tree(byte[] text) throws UnreadableException {
        if (text.length > SMALL) {
            throw new UnreadableException("it is larger than " + SMALL + " bytes", true);
        }
        scan(text, false);
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UnreadableException("it cannot be read", false);
        }
    }

    /** @throws UnreadableException when the text is not JSON or not of that type; holds nothing of the text */
    public static <T> T read(byte[] text, JavaType type) throws UnreadableException {
        return read(text, type, id -> false);
    }

    /**
     * As {@link #read(byte[], JavaType)}.
     *
     * @param self whether an actor of that id is the one who asks
     */
    public static <T> T read(byte[] text, JavaType type, Predicate<String> self) throws UnreadableException {
        Shape shape = scan(text, true);
        if (!shape.object()) {
            throw new UnreadableException("it is not a JSON object", false);
        }
        // read without it, any other object would pass as an empty list, and what exists as missing
        if ((type.hasRawClass(Page.class) || type.hasRawClass(SchemaDocument.class)) && !shape.list()) {
            throw new UnreadableException("the list \"data\" is missing", false);
        }
        BoundedParser parser = null;
        try {
            parser = new BoundedParser(MAPPER.createParser(text), MOST_VALUES);
            return MAPPER.readerFor(type).withAttribute(ActorReader.SELF, self).readValue(parser);
        } catch (JsonMappingException e) {
            if (parser != null && parser.isExceeded()) {
                throw new UnreadableException(TOO_MANY, true);
            }
            throw new UnreadableException(wrong(e), false);
        } catch (IOException e) {
            boolean exceeded = parser != null && parser.isExceeded();
            throw new UnreadableException(exceeded ? TOO_MANY : "it cannot be read", exceeded);
        }
    }

    /** Whether the document is an object, and whether that has a list {@code data}. */
    private record Shape(boolean object, boolean list) {}

    /** Goes through all of the text without keeping any of it, so that whatever is wrong with it costs nothing. */
    private static Shape scan(byte[] text, boolean large) throws UnreadableException {
        boolean list = false;
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UnreadableException("it is empty", false);
            }
            int depth = 0;
            for (JsonToken token = first; token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (large
                        && depth == 1
                        && token == JsonToken.FIELD_NAME
                        && parser.currentName().equals("data")) {
                    list = parser.nextToken() == JsonToken.START_ARRAY; // of two, the last one counts
                    depth += parser.currentToken().isStructStart() ? 1 : 0;
                }
                if (depth == 0 && parser.nextToken() != null) {
                    throw new UnreadableException("it is not JSON, as more follows", false);
                }
            }
            return new Shape(first == JsonToken.START_OBJECT, list);
        } catch (JacksonException e) {
            throw new UnreadableException(
                    "it is not JSON, as line " + line(e) + ", column " + column(e) + " shows", false);
        } catch (IOException e) {
            throw new UnreadableException("it is not JSON", false);
        }
    }

    private static String wrong(JsonMappingException e) {
        String path = path(e);
        if (e.getCause() instanceof Required.MissingException missing) {
            return "\"" + (path.isEmpty() ? "" : path + ".") + missing.field() + "\" is missing";
        }
        return "the value of \"" + path + "\" is "
                + (e instanceof InvalidNullException ? "missing" : "not of the kind expected");
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

    /**
     * The document cannot be read. The message is the plugin's own: Jackson's messages quote the document, which can
     * hold a password.
     */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean tooLarge;

        UnreadableException(String message, boolean tooLarge) {
            super(message);
            this.tooLarge = tooLarge;
        }

        /** Whether it may well be JSON, but more of it than is read at once. */
        public boolean isTooLarge() {
            return tooLarge;
        }
    }
}
