package io.jenkins.plugins.planetscale.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.WebhookSender;
import io.jenkins.plugins.planetscale.testing.PlayedWebhook;
import io.jenkins.plugins.planetscale.webhook.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** PlanetScale's events on their way to Jenkins: some are late, come twice or never, and somebody forges some. */
final class Webhooks implements WebhookSender.Network {
    /** What can become of one. */
    enum Fate {
        ON_TIME,
        LATE,
        TWICE,
        LOST,
        FORGED
    }

    private final Simulation simulation;
    private final Draw draw;
    private final Map<String, Integer> events = new HashMap<>();

    Webhooks(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
    }

    @Override
    public void sent(Database database, String event, ObjectNode resource, byte[] body, String signature) {
        String about = database.name + " " + event + " " + resource.path("number").asText();
        String id = "webhook " + about + " " + events.merge(about, 1, Integer::sum);
        Fate fate = fate(id);
        Duration soon = draw.spread(Duration.ofMillis(50), Duration.ofSeconds(4), "soon", id);
        Duration later = draw.spread(Duration.ofSeconds(5), Duration.ofMinutes(10), "later", id);
        simulation.delivered(fate);
        switch (fate) {
            case ON_TIME -> deliver(soon, about, body, signature);
            case LATE -> deliver(later, about, body, signature);
            case TWICE -> {
                deliver(soon, about, body, signature);
                deliver(later, about, body, signature);
            }
            case FORGED -> {
                deliver(soon, about, body, signature);
                forge(later, body, signature);
            }
            default -> simulation.tells("the event " + about + " is lost");
        }
    }

    private Fate fate(String id) {
        double place = draw.unit("fate", id);
        boolean disturbed = simulation.profile().faults() > 0 && place < 0.4 && simulation.strikes(id);
        return !disturbed
                ? Fate.ON_TIME
                : place < 0.1 ? Fate.LATE : place < 0.2 ? Fate.TWICE : place < 0.3 ? Fate.LOST : Fate.FORGED;
    }

    private void deliver(Duration after, String about, byte[] body, String signature) {
        simulation.queue().in(after, "webhook", () -> {
            if (simulation.isUp()) {
                simulation.tells("the event " + about + " arrives");
                expect("204", body, signature);
            }
        });
    }

    /** Somebody who has heard one sends another with its signature. */
    private void forge(Duration after, byte[] body, String signature) {
        byte[] other = body.clone();
        other[other.length - 1] = ' ';
        simulation.queue().in(after, "webhook", () -> {
            if (simulation.isUp()) {
                expect("403", other, signature);
            }
        });
    }

    private void expect(String status, byte[] body, String signature) {
        try {
            String answer = PlayedWebhook.deliver(new WebhookReceiver(), body, signature);
            if (!answer.contains(status)) {
                simulation.violated("webhook", "an event is answered with " + answer + " instead of " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
