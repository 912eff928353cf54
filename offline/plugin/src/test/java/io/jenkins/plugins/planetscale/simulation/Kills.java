package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport;
import java.time.Duration;
import java.util.TreeMap;

/** When the controller dies, which can be at any event; and when its clock is set. */
final class Kills {
    private static final int EVENTS = 3000;
    private static final int REQUESTS = 40;
    private static final int DEEDS = 2;

    private final Simulation simulation;
    private final Draw draw;
    /** Names of kills by the number of the event after which they come, of the request that is sent, of people's deed. */
    private final TreeMap<Long, String> atEvents = new TreeMap<>();

    private final TreeMap<Long, String> atRequests = new TreeMap<>();
    private final TreeMap<Long, String> atDeeds = new TreeMap<>();
    private long changing;
    private long deeds;
    private boolean ended;

    Kills(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
        for (int i = 0; i < simulation.profile().kills(); i++) {
            String name = "kill " + i;
            if (!draw.chance(0.6, name)) {
                continue;
            }
            double moment = draw.unit(name, "moment");
            if (moment < 0.2) {
                atDeeds.put(1L + draw.below(DEEDS, name, "deed"), name);
            } else if (moment < 0.5) {
                atEvents.put((long) Math.exp(draw.unit(name, "event") * Math.log(EVENTS)), name);
            } else {
                atRequests.put(1L + draw.below(REQUESTS, name, "request"), name);
            }
        }
    }

    void end() {
        ended = true;
    }

    /** After each event: nothing was half done. */
    void after(long events) {
        while (!atEvents.isEmpty() && atEvents.firstKey() <= events) {
            die(atEvents.pollFirstEntry().getValue());
        }
    }

    /** What changes something is about to be sent: death can come before its effect, before its answer, or soon after. */
    void onRequest(Transport.Request request) {
        if (request.method().equals("GET")) {
            return;
        }
        soonAfter(atRequests.remove(++changing));
    }

    /** Somebody has done something at Jenkins: it is to be remembered. */
    void onDeed() {
        soonAfter(atDeeds.remove(++deeds));
    }

    private void soonAfter(String name) {
        if (name != null) {
            Duration after = draw.spread(Duration.ofMillis(1), Duration.ofSeconds(12), name, "after");
            simulation.queue().in(after, name, () -> die(name));
        }
    }

    private void die(String name) {
        if (!ended && simulation.isUp() && simulation.strikes(name)) {
            simulation.kill(draw.spread(Duration.ofSeconds(2), Duration.ofMinutes(15), name, "down"));
        }
    }

    /** The clock of one life is set now and then. */
    void clockJumps(Session session) {
        if (simulation.profile().kills() == 0) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            String name = "clock " + session.number + " " + i;
            if (draw.chance(0.3, name)) {
                Duration when = draw.spread(Duration.ofSeconds(5), Duration.ofHours(2), name, "when");
                session.in(when, name, () -> {
                    if (!ended && simulation.strikes(name)) {
                        session.setClock(draw.between(
                                Limits.CLOCKS_APART.negated(), Limits.CLOCKS_APART, name, "to"));
                        simulation.tells("the controller's clock is set, to " + session.ahead().toSeconds() + " s ahead");
                    }
                });
            }
        }
    }
}
