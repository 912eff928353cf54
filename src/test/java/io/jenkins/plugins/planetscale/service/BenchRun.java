package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One load against one server: begins all waits, has something change again and again, and measures. */
abstract class BenchRun {
    static final int BUDGET = 600;

    /** Seconds that all get to look for the first time, and to see what changed last. */
    private static final int PATIENCE = 40;

    private static final int WARM_SECONDS = 4;
    private static final int LULL = 15;

    final BenchLoad load;
    final BenchDelays delays = new BenchDelays();
    final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(2, BenchThreads.named(BenchThreads.TIMER));
    private final Random random = new Random(1);

    private BenchRun(BenchLoad load) {
        this.load = load;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Everybody who waits asks the plugin's engine. */
    static BenchFigures engine(BenchLoad load, int seconds) throws Exception {
        return new Engine(load).measure(seconds);
    }

    /** Everybody who waits sends one GET a second, as {@code pscale --wait} does. */
    static BenchFigures peer(BenchLoad load, int seconds) throws Exception {
        return new Peer(load).measure(seconds);
    }

    abstract void begin(BenchServer server, int index, DatabaseRef database, int number) throws Exception;

    abstract void told(BenchServer server, DatabaseRef database, int number);

    abstract void end();

    private DatabaseRef database(int index) {
        return SimulatedEngine.database(index % load.databases());
    }

    private int number(int index) {
        return 1 + index / load.databases();
    }

    final BenchFigures measure(int seconds) throws Exception {
        try (BenchServer server = new BenchServer(BUDGET)) {
            for (int i = 0; i < load.waits(); i++) {
                server.databases.open(database(i), load.stateOf(i));
            }
            if (load.others() > 0) {
                timer.scheduleAtFixedRate(server::takenByOthers, 0, 60_000_000L / load.others(), TimeUnit.MICROSECONDS);
            }
            for (int i = 0; i < load.waits(); i++) {
                begin(server, i, database(i), number(i));
            }
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            for (int i = 0; i < PATIENCE * 10 && delays.begun.get() < load.waits(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.SECONDS.sleep(
                    load.waits() < 1_000 ? 1 : LULL); // those who began together come round together once
            return measure(server, seconds);
        } finally {
            end();
            timer.shutdownNow();
        }
    }

    private BenchFigures measure(BenchServer server, int seconds) throws InterruptedException {
        BenchThreads threads = new BenchThreads();
        int requests = server.requests.get();
        int refused = server.refused.get();
        long looks = delays.looks.get();
        long begun = System.nanoTime();
        long pause = 60_000_000_000L / load.changes();
        for (long next = begun; next - begun < seconds * 1_000_000_000L; next += pause) {
            while (System.nanoTime() < next) {
                threads.sample();
                TimeUnit.NANOSECONDS.sleep(Math.min(50_000_000L, Math.max(1, next - System.nanoTime())));
            }
            change(server);
        }
        threads.sample();
        double minutes = (System.nanoTime() - begun) / 60e9;
        double perMinute = (server.requests.get() - requests) / minutes;
        double cpu = threads.cpuMillis();
        long looked = Math.max(1, delays.looks.get() - looks);
        delays.await(PATIENCE);
        return new BenchFigures(
                perMinute,
                server.refused.get() - refused,
                delays.quantile(0.5),
                delays.quantile(0.95),
                delays.quantile(1),
                delays.unseen(),
                threads.most("PlanetScale waits", "PlanetScale service") + " + " + threads.most("PlanetScale HTTP"),
                cpu / load.waits() / minutes,
                cpu * 1_000 / looked);
    }

    private void change(BenchServer server) {
        for (int tries = 0; tries < 100; tries++) {
            int index = random.nextInt(load.changing());
            if (delays.changes(index)) {
                server.databases.touch(database(index), number(index));
                if (load.webhooks()) {
                    told(server, database(index), number(index));
                }
                return;
            }
        }
    }

    private static final class Engine extends BenchRun {
        private final OperationEngine engine = new OperationEngine(
                BenchThreads.pool(1, "PlanetScale waits"),
                BenchThreads.pool(3, "PlanetScale service"),
                timer,
                new OkHttpTransport(),
                TimeSource.SYSTEM,
                new Random(2)::nextDouble);

        private Engine(BenchLoad load) {
            super(load);
        }

        @Override
        void begin(BenchServer server, int index, DatabaseRef database, int number) throws Exception {
            engine.start(new BenchWait(index, database, number, BenchWait.access(server.url(), BUDGET), delays));
        }

        @Override
        void told(BenchServer server, DatabaseRef database, int number) {
            engine.changed(server.url(), new ChangeHint(database, number, null));
        }

        @Override
        void end() {
            engine.close();
        }
    }

    private static final class Peer extends BenchRun {
        private static final Pattern TOUCHED = Pattern.compile("touched=(\\d+)");

        private final HttpClient client = HttpClient.newHttpClient();
        private final Random spread = new Random(3);
        private final String[] before = new String[load.waits()];

        private Peer(BenchLoad load) {
            super(load);
        }

        @Override
        void begin(BenchServer server, int index, DatabaseRef database, int number) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/organizations/"
                            + database.organization() + "/databases/" + database.database() + "/deploy-requests/"
                            + number))
                    .build();
            timer.scheduleAtFixedRate(
                    () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                            .thenAccept(answer -> answered(index, answer)),
                    spread.nextInt(1_000),
                    1_000,
                    TimeUnit.MILLISECONDS);
        }

        private void answered(int index, HttpResponse<String> answer) {
            Matcher touched = TOUCHED.matcher(answer.body());
            if (answer.statusCode() != 200 || !touched.find()) {
                return;
            }
            synchronized (before) {
                if (before[index] == null) {
                    delays.begun.incrementAndGet();
                } else if (!before[index].equals(touched.group(1))) {
                    delays.sees(index);
                }
                before[index] = touched.group(1);
            }
        }

        @Override
        void told(BenchServer server, DatabaseRef database, int number) {}

        @Override
        void end() {}
    }
}
