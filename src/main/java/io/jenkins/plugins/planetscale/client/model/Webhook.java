package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;

/**
 * A webhook of a database. {@code secret} signs its deliveries; {@link #toString} leaves it out.
 */
public record Webhook(
        String id,
        String url,
        String secret,
        boolean enabled,
        List<String> events,
        String lastSentResult,
        boolean lastSentSuccess,
        Instant lastSentAt) {
    public Webhook {
        events = events == null ? List.of() : events;
    }

    @Override
    public String toString() {
        return "Webhook[id=" + id + ", url=" + url + ", enabled=" + enabled + "]";
    }
}
