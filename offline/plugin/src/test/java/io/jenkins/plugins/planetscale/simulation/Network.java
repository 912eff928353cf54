package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.local.http.RequestHandler.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Between the controller and PlanetScale: each request takes its time, and some are struck by a {@link Fault}. What a
 * request meets is drawn by its method, its path and how many such there were before; what was sent arrives, also when
 * its sender has died.
 */
final class Network {
    private static final int TRIES = 1000;
    private static final String ROOT = "/v1/organizations/";

    private final Simulation simulation;
    private final LocalPlanetScale server;
    private final EventQueue queue;
    private final Draw draw;
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Map<String, Integer> inARow = new TreeMap<>();
    /** Those whose effect comes when nobody waits for it any more. */
    private final Set<Exchange> underWay = new LinkedHashSet<>();

    private boolean healthy;

    Network(Simulation simulation, LocalPlanetScale server, EventQueue queue, Draw draw) {
        this.simulation = simulation;
        this.server = server;
        this.queue = queue;
        this.draw = draw;
    }

    /** From now on nothing is disturbed. */
    void heal() {
        healthy = true;
    }

    /** Its sender has died: what is under way arrives within the time that is assumed, or never. */
    void died(Session session) {
        List.copyOf(underWay).stream()
                .filter(exchange -> exchange.session == session)
                .forEach(this::nobodyWaits);
    }

    private void nobodyWaits(Exchange exchange) {
        if (underWay.remove(exchange)) {
            Duration left = Duration.between(queue.now(), exchange.effect.at);
            exchange.effect.cancel();
            Duration late = draw.spread(Duration.ofMillis(10), Limits.LATE_EFFECT, "after all", exchange.id);
            queue.in(left.compareTo(late) < 0 ? left : late, "late effect", exchange::comesLate);
        }
    }

    /** The transport of one life of the controller. */
    Transport of(Session session) {
        return new Wire(session);
    }

    /** One request under way. */
    private final class Exchange {
        final Session session;
        final Transport.Request request;
        final String line;
        final String id;
        final Fault fault;
        final Duration stale;
        final CompletableFuture<Transport.Answer> answer = new CompletableFuture<>();
        private EventQueue.Event effect;

        Exchange(Session session, Transport.Request request) {
            this.session = session;
            this.request = request;
            String path = request.url().getRawPath();
            this.line = request.method() + " " + (path.startsWith(ROOT) ? path.substring(ROOT.length()) : path);
            int number = asked.merge(line, 1, Integer::sum);
            this.id = line + " " + number;
            this.fault = fault();
            this.stale = stale();
        }

        private Fault fault() {
            Profile profile = simulation.profile();
            if (healthy
                    || !draw.chance(profile.faults(), "struck", id)
                    // nothing passes by itself if it never ends
                    || inARow.getOrDefault(line, 0) >= 4
                    || !simulation.strikes("fault " + id)) {
                inARow.remove(line);
                return Fault.NONE;
            }
            inARow.merge(line, 1, Integer::sum);
            Fault drawn = Fault.drawn(draw.unit("fault", id), profile.hard());
            // what late effects a look would have is nothing
            return drawn == Fault.LATE_EFFECT && request.method().equals("GET") ? Fault.RESET_BEFORE : drawn;
        }

        private Duration stale() {
            boolean old = request.method().equals("GET")
                    && !healthy
                    && draw.chance(simulation.profile().stale(), "stale", id)
                    && simulation.strikes("stale " + id);
            return old
                    ? draw.spread(Duration.ofMillis(200), Limits.STALE_READ, "age", id)
                    : Duration.ZERO;
        }

        /** What never arrives at PlanetScale takes nothing of the budget. */
        void leaves() {
            if (fault != Fault.REFUSED) {
                simulation.history().sent(session, request);
            }
        }

        void begin() {
            Duration way = draw.spread(Duration.ofMillis(5), Duration.ofSeconds(3), "way", id);
            if (fault == Fault.LATE_EFFECT) {
                Duration late = draw.spread(Duration.ofSeconds(1), Limits.LATE_EFFECT, "late", id);
                queue.in(Limits.PATIENCE, "time-out", () -> fail(new SocketTimeoutException("timeout")));
                effect = queue.in(Limits.PATIENCE.plus(late), "late effect", this::comesLate);
                underWay.add(this);
                answer.whenComplete((value, failure) -> {
                    if (answer.isCancelled()) {
                        nobodyWaits(this);
                    }
                });
                return;
            }
            queue.in(way, "arrival", this::arrives);
        }

        private void comesLate() {
            underWay.remove(this);
            effect(true);
        }

        private void arrives() {
            switch (fault) {
                case REFUSED -> fail(new Transport.NotSentException(new ConnectException("Connection refused")));
                case RESET_BEFORE -> fail(new SocketException("Connection reset"));
                case STATUS_429 -> answers(status(429, Map.of()));
                case STATUS_429_LATER -> answers(status(429, Map.of("Retry-After", "7")));
                case STATUS_500 -> answers(status(500, Map.of()));
                case STATUS_502 -> answers(status(502, Map.of()));
                case STATUS_503 -> answers(status(503, Map.of()));
                case STATUS_504 -> answers(status(504, Map.of()));
                case STATUS_408 -> answers(status(408, Map.of()));
                case STATUS_409 -> answers(status(409, Map.of()));
                case STATUS_422 -> answers(status(422, Map.of()));
                case STATUS_404 -> answers(status(404, Map.of()));
                case OVERSIZED -> fail(new Transport.OversizedException(200, 8 << 20));
                default -> afterEffect(effect(false));
            }
        }

        private void afterEffect(Transport.Answer proper) {
            switch (fault) {
                case RESET_AFTER -> fail(new SocketException("Connection reset"));
                case TRUNCATED -> fail(new EOFException("unexpected end of stream"));
                case EFFECT_502 -> answers(status(502, Map.of()));
                case EFFECT_504 -> answers(status(504, Map.of()));
                case MALFORMED -> answers(with(proper, "<html><body>Bad gateway</body></html>"));
                case HOLLOW -> answers(with(proper, "{}"));
                default -> answers(proper);
            }
        }

        /** What PlanetScale does about it. */
        private Transport.Answer effect(boolean late) {
            server.world().locked(() -> {
                server.world().stale().next(stale);
                return null;
            });
            queue.touch();
            simulation.history().before(request);
            Transport.Answer proper = handle(request);
            simulation.history().after(request, proper, late);
            return proper;
        }

        private void answers(Transport.Answer given) {
            Duration way = draw.spread(Duration.ofMillis(5), Duration.ofSeconds(2), "back", id);
            simulation.told(this.line, fault, stale, given.status());
            queue.in(way, "answer", () -> {
                Transport.Answer heard = session.isDead() ? null : simulation.planted().answer(request, given);
                if (heard != null) {
                    answer.complete(heard);
                }
            });
        }

        private void fail(IOException failure) {
            simulation.told(line, fault, stale, 0);
            queue.in(Duration.ofMillis(1), "failure", () -> {
                if (!session.isDead()) {
                    answer.completeExceptionally(failure);
                }
            });
        }
    }

    private Transport.Answer handle(Transport.Request request) {
        Transport.Answer instead = simulation.planted().inPlace(request);
        return instead == null ? asked(request) : instead;
    }

    private Transport.Answer asked(Transport.Request request) {
        queue.touch();
        String query = request.url().getRawQuery();
        URI uri = URI.create(request.url().getRawPath() + (query == null ? "" : "?" + query));
        try {
            Reply reply = server.handler()
                    .handle(
                            request.method(),
                            uri,
                            new LinkedHashMap<>(request.headers()).get("Authorization"),
                            request.body() == null ? new byte[0] : request.body());
            return new Transport.Answer(reply.status(), reply.headers(), reply.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Transport.Answer status(int status, Map<String, String> headers) {
        return new Transport.Answer(
                status,
                headers,
                "{\"code\":\"disturbed\",\"message\":\"Disturbed\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Transport.Answer with(Transport.Answer proper, String body) {
        return new Transport.Answer(proper.status(), proper.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private final class Wire implements Transport {
        private final Session session;

        Wire(Session session) {
            this.session = session;
        }

        /** For who blocks: time stands still meanwhile, and only what passes at once is drawn. */
        @Override
        public Answer send(Request request) throws IOException {
            if (session.isDead()) {
                throw new InterruptedIOException("dead");
            }
            simulation.history().sent(session, request);
            if (asked.merge("blocking", 1, Integer::sum) > TRIES) {
                throw new IOException("too many blocking calls");
            }
            server.world().locked(() -> {
                server.world().stale().next(Duration.ZERO);
                return null;
            });
            queue.touch();
            simulation.history().before(request);
            Answer proper = handle(request);
            simulation.history().after(request, proper, false);
            return simulation.planted().answer(request, proper);
        }

        @Override
        public CompletableFuture<Answer> enqueue(Request original) {
            if (session.isDead()) {
                return new CompletableFuture<>();
            }
            Request request = simulation.planted().request(original);
            Exchange exchange = new Exchange(session, request);
            exchange.leaves();
            simulation.onRequest(request);
            exchange.begin();
            for (Request more : simulation.planted().more(request)) {
                Exchange second = new Exchange(session, more);
                second.leaves();
                second.begin();
            }
            return exchange.answer;
        }

        @Override
        public void close() {
            // what is under way arrives
        }
    }
}
