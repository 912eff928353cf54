package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.function.Function;

/** Parts that many answers share. */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();
    static final String WEB = "https://app.planetscale.com/";
    static final String API = "https://api.planetscale.com/v1/organizations/";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static String time(Instant instant) {
        return instant == null ? null : TIME.format(instant);
    }

    public static ArrayNode strings(Collection<String> values) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    static <T> ArrayNode array(Collection<T> values, Function<? super T, ? extends JsonNode> json) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    /** What the display name of a service token begins with; as an actor it has its own id [?]. */
    public static final String TOKEN = "token ";

    /** Somebody, or null for nobody. */
    public static ObjectNode actor(String name) {
        return name == null
                ? null
                : object().put("id", name.startsWith(TOKEN) ? name.substring(TOKEN.length()) : stableId(name))
                        .put("display_name", name)
                        .put("avatar_url", WEB + "gravatar-fallback.png");
    }

    /** An id that depends on the name alone. */
    public static String stableId(String name) {
        String hash = Long.toString(Integer.toUnsignedLong(name.hashCode()) + 0x100000000L, 36);
        return (hash + "planetscale0").substring(0, 12);
    }

    public static ObjectNode region(String slug) {
        ObjectNode region = object();
        region.put("id", stableId(slug));
        region.put("provider", "AWS");
        region.put("enabled", true);
        region.set("public_ip_addresses", strings(java.util.List.of("192.0.2.10")));
        region.put("display_name", "AWS " + slug);
        region.put("location", slug.equals("us-east") ? "Northern Virginia" : slug);
        region.put("slug", slug);
        region.put("current_default", slug.equals("us-east"));
        region.put("mysql_supported", true);
        region.put("postgresql_supported", true);
        return region;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    public static String html(String text) {
        return "<pre>" + escaped(text) + "</pre>";
    }

    /** {@code {"name","raw","html"}}: how a table, or its diff, is answered. */
    static ObjectNode named(String name, String raw) {
        return object().put("name", name).put("raw", raw).put("html", html(raw));
    }
}
