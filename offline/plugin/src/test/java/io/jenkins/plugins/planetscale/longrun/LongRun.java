package io.jenkins.plugins.planetscale.longrun;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.offline.Offline;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import io.jenkins.plugins.planetscale.release.InProcessTransport;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.PlayedTime;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A controller that builds in several databases at once, day after day, with faults, aborts and restarts; all on the test's
 * thread and in simulated time. Each day has databases of its own, so that the local PlanetScale stays small.
 */
final class LongRun implements AutoCloseable {
    static final String ORGANIZATION = "mechanica";
    static final String SCHEMA = "CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));"
            + " CREATE TABLE orders (id bigint NOT NULL, status varchar(20), PRIMARY KEY (id));";
    private static final List<String> BLOCKING = List.of(
            "queued",
            "submitting",
            "in_progress",
            "pending_cutover",
            "complete_error",
            "complete_revert_error");

    private static final int AT_ONCE = 4;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration IDLE = Duration.ofHours(4);

    /** Read by what is deserialized: one run at a time. */
    private static LongRun current;

    private final File home;
    private final LocalPlanetScale server = LocalPlanetScale.start();
    private final Transport wire = new InProcessTransport(server);
    private final Map<Integer, LongBuild> running = new TreeMap<>();
    private final Database[] databases = new Database[AT_ONCE];
    private final Instant[] nextStart = new Instant[AT_ONCE];
    private final Map<String, Integer> ends = new TreeMap<>();
    private final Random random = new Random(20261102);
    private PlayedTime time;
    private LongController site;
    private int number;
    private int days;
    private int left;
    private long requests;
    private int restarts;

    LongRun(File home) {
        this.home = home;
        current = this;
        server.forgetBodies();
        server.world().token(LongController.TOKEN_ID, LongController.TOKEN_SECRET, ORGANIZATION);
        begin();
    }

    static LongBuild build(int number) {
        return current.running.get(number);
    }

    /** The controller starts. */
    private void begin() {
        time = new PlayedTime(server.clock());
        site = new LongController(home, time.timer(), this::runOf);
        site.extensions().put(new PlanetScaleService(time.background(), new Wire(time), time));
        LongController.connect();
        sweepHourly(time);
    }

    private void sweepHourly(PlayedTime session) {
        session.timer().schedule(
                () -> {
                    OrphanSweeper.get().doRun();
                    sweepHourly(session);
                },
                1,
                TimeUnit.HOURS);
    }

    /** {@code kill -9}, and the next session goes on with what was written down. */
    private void restart() {
        restarts++;
        time.kill();
        begin();
        List.copyOf(running.values()).forEach(LongBuild::resume);
    }

    private Run<?, ?> runOf(String id) {
        LongBuild build = running.get(Integer.valueOf(id.substring(id.indexOf('#') + 1)));
        return build == null ? null : build.run();
    }

    PlayedJenkins.Project job() {
        return site.job;
    }

    Instant now() {
        return server.clock().now();
    }

    PlayedTime time() {
        return time;
    }

    Map<String, Integer> ends() {
        return ends;
    }

    long requests() {
        return requests;
    }

    int restarts() {
        return restarts;
    }

    /**
     * Builds so many times, then is idle until the next morning.
     *
     * @param disturbed whether builds are aborted, requests fail and approvals are refused
     * @param killed how often the controller dies while builds run
     */
    void day(int builds, boolean disturbed, int killed) {
        Instant morning = now();
        days++;
        left = builds;
        furnish();
        Arrays.setAll(nextStart, slot -> morning.plus(Duration.ofMinutes(3L * slot)));
        int restartEvery = killed == 0 ? Integer.MAX_VALUE : builds / (killed + 1);
        int due = restartEvery;
        Instant latest = morning.plus(DAY.multipliedBy(3));
        while (left > 0 || !running.isEmpty()) {
            beginDue(disturbed);
            Instant until = nextBegin(latest);
            if (!time.tick(until) && !until.isBefore(latest)) {
                throw new AssertionError("these do not end: " + running.values());
            }
            if (builds - left >= due && running.size() > 1) {
                restart();
                due += restartEvery;
            }
        }
        advance(IDLE);
        Instant next = morning.plus(DAY);
        if (now().isBefore(next)) {
            advance(Duration.between(now(), next));
        }
        server.world().locked(() -> {
            server.world().organization(ORGANIZATION).databases.clear();
            return null;
        });
        server.faults().clear();
        server.forgetExchanges();
    }

    /** A month later, when approvals that nobody gave are forgotten, a build asks for one, and gets it. */
    void forgetRefusals() {
        advance(DAY.multipliedBy(31));
        System.gc(); // so that these builds sweep out what was kept of those that are gone
        day(24, false, 0);
    }

    private void furnish() {
        for (int slot = 0; slot < AT_ONCE; slot++) {
            Database database = server.world().database(ORGANIZATION, "db" + slot + "-day" + days);
            database.branch("main").schema(SCHEMA);
            database.timings().copy(Duration.ofMinutes(2 + slot)).revertWindow(Duration.ofMinutes(4));
            databases[slot] = database;
        }
    }

    private void beginDue(boolean disturbed) {
        for (int slot = 0; slot < AT_ONCE; slot++) {
            if (left > 0 && nextStart[slot] != null && !now().isBefore(nextStart[slot])) {
                nextStart[slot] = null;
                left--;
                if (disturbed && random.nextInt(8) == 0) {
                    fault();
                }
                LongBuild build = new LongBuild(this, ++number, slot, databases[slot], disturbed);
                running.put(number, build);
                build.begin();
            }
        }
    }

    private void fault() {
        FaultRule rule = FaultRule.on(random.nextBoolean() ? "GET" : null, null).times(1 + random.nextInt(4));
        server.faults()
                .add(
                        switch (random.nextInt(4)) {
                            case 0 -> rule.status(503);
                            case 1 -> rule.status(429, Map.of("Retry-After", "20"), "{}");
                            case 2 -> rule.resetAfter();
                            default -> rule.resetBefore();
                        });
    }

    private Instant nextBegin(Instant latest) {
        Instant next = latest;
        for (Instant start : nextStart) {
            next = left > 0 && start != null && start.isBefore(next) ? start : next;
        }
        return next;
    }

    private void advance(Duration by) {
        Instant until = now().plus(by);
        while (time.tick(until)) {
            // until nothing is due any more
        }
    }

    /** Of a build that is over nothing is kept here. */
    void over(LongBuild build, String end) {
        ends.merge(end, 1, Integer::sum);
        running.remove(build.number);
        build.database.deployRequests.stream()
                .filter(request -> BLOCKING.contains(request.deploymentState()))
                .forEach(request -> request.force("complete_cancel")); // what was left staged, or has failed
        build.database.branch("main").schema(SCHEMA);
        nextStart[build.slot] = now().plus(Duration.ofMinutes(1 + random.nextInt(6)));
    }

    @Override
    public void close() {
        time.kill();
        Offline.install(null);
        server.close();
        current = null;
    }

    /** The dead send nothing and hear nothing. */
    private final class Wire implements Transport {
        private final PlayedTime session;

        Wire(PlayedTime session) {
            this.session = session;
        }

        @Override
        public Answer send(Request request) throws IOException {
            requests++;
            return wire.send(request);
        }

        @Override
        public CompletableFuture<Answer> enqueue(Request request) {
            if (session.isDead()) {
                return new CompletableFuture<>();
            }
            requests++;
            return wire.enqueue(request);
        }

        @Override
        public void close() {
            // shared by the sessions
        }
    }
}
