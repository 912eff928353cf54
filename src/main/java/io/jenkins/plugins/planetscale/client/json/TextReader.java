package io.jenkins.plugins.planetscale.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Set;

/** Deserializes strings as {@link VisibleText}; the name of the field decides of which kind. */
final class TextReader extends StdScalarDeserializer<String> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    /** Taken as they are: credentials, and what is compared with texts of the plugin's own and never shown. */
    private static final Set<String> AS_SENT = Set.of("plain_text", "username", "secret", "notes", "body");

    private static final Set<String> DDL = Set.of("raw", "ddl_statement");
    private static final Set<String> ERRORS = Set.of(
            "deploy_errors",
            "revert_errors",
            "deploy_check_errors",
            "error_description",
            "error_message",
            "queue_pause_reason");

    /** Of a name, an address or the like, in characters: more than any has, so nothing that can be told apart is cut. */
    private static final int LONGEST = 4000;

    private final String field;

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " … (cut)";
    }

    TextReader() {
        this("");
    }

    private TextReader(String field) {
        super(String.class);
        this.field = field;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        return property == null ? this : new TextReader(property.getName());
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(json, context);
        if (AS_SENT.contains(field)) {
            return text;
        }
        if (DDL.contains(field)) {
            return VisibleText.ddl(text);
        }
        return ERRORS.contains(field) ? VisibleText.error(text) : shortened(VisibleText.line(text));
    }
}
