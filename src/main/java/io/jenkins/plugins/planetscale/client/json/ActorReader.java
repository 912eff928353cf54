package io.jenkins.plugins.planetscale.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.jenkins.plugins.planetscale.client.model.Actor;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Deserializes an actor, and notes whether it is the token that asks, whose ids are in the attribute {@link #SELF}.
 */
final class ActorReader extends StdDeserializer<Actor> {
    private static final long serialVersionUID = 1L;

    /** The attribute with a {@code Predicate<String>} for ids; without it, nobody is oneself. */
    static final String SELF = "io.jenkins.plugins.planetscale.self";

    ActorReader() {
        super(Actor.class);
    }

    @Override
    public Actor deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            return (Actor) context.handleUnexpectedToken(Actor.class, parser);
        }
        String id = null;
        String displayName = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = text(parser, context, field);
                case "display_name" -> displayName = text(parser, context, field);
                default -> parser.skipChildren();
            }
        }
        return new Actor(id, displayName, isSelf(id, context));
    }

    private static String text(JsonParser parser, DeserializationContext context, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            return context.readValue(parser, String.class);
        } catch (JsonMappingException e) {
            throw JsonMappingException.wrapWithPath(e, Actor.class, field);
        }
    }

    @SuppressWarnings("unchecked") // Json sets it
    private static boolean isSelf(String id, DeserializationContext context) {
        Object self = context.getAttribute(SELF);
        return self != null && ((Predicate<String>) self).test(id);
    }
}
