package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waiting costs, on the engine over real HTTP and with the real clock ({@code bin/bench}, docs/performance.md): for
 * each load how many requests a minute, how late a change is seen, how many threads and how much processor time; then the
 * same of whoever asks once a second for each wait, as {@code pscale --wait} does.
 */
public final class WaitBench {
    private static final int BUDGET = 600;
    private static final int WARM_SECONDS = 4;

    private final Random random = new Random(1);
    private final int seconds;

    private WaitBench(int seconds) {
        this.seconds = seconds;
    }

    /** A load: what all wait for, what that becomes, and whether webhooks tell of it. */
    private record Load(int waits, int databases, String from, String to, boolean webhooks, double changesPerMinute) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,6d in %-3d %-20s%s",
                    waits,
                    databases,
                    from,
                    webhooks ? String.format(Locale.ROOT, " %.0f events/min", changesPerMinute) : "");
        }
    }

    /** @param args seconds for each load; 8 unless given */
    public static void main(String[] args) throws Exception {
        int each = args.length == 0 ? 8 : Integer.parseInt(args[0]);
        WaitBench bench = new WaitBench(each);
        System.out.printf(
                "Budget %d requests/min, answers after 50 to 300 ms, each load %d s after %d s; waits share %d processors"
                        + " with the server.%n",
                BUDGET, each, WARM_SECONDS, Runtime.getRuntime().availableProcessors());
        System.out.println("load                                       requests/min  429s  p50 s  p95 s  threads"
                + " (plugin + HTTP)  CPU: ms a wait and min, us a wait and look");
        Map<Integer, Double> ours = new HashMap<>();
        for (int[] size : new int[][] {
            {1, 1}, {10, 1}, {100, 1}, {100, 10}, {1_000, 1}, {1_000, 100}, {10_000, 100}, {10_000, 1_000}
        }) {
            double perMinute =
                    bench.engine(new Load(size[0], size[1], "in_progress", "pending_cutover", false, size[0]));
            ours.merge(size[0], perMinute, Math::max);
        }
        bench.engine(new Load(1_000, 100, "pending_cutover", "in_progress_cutover", false, 1_000));
        bench.engine(new Load(5, 5, "in_progress_cutover", "complete_pending_revert", false, 100));
        bench.engine(new Load(100, 10, "pending_cutover", "in_progress_cutover", true, 100));
        bench.engine(new Load(1_000, 100, "in_progress", "pending_cutover", true, 100));
        bench.engine(new Load(1_000, 100, "in_progress", "pending_cutover", true, 1_000));
        System.out.println("one GET a second for each wait:");
        for (int waits : new int[] {1, 10, 100, 1_000}) {
            bench.peer(waits, ours.get(waits));
        }
    }

    /** Returns its requests a minute. */
    private double engine(Load load) throws Exception {
        try (BenchServer server = new BenchServer(BUDGET)) {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, named("bench timer"));
            OperationEngine engine = new OperationEngine(
                    pool(1, "PlanetScale waits"),
                    pool(3, "PlanetScale service"),
                    timer,
                    new OkHttpTransport(),
                    TimeSource.SYSTEM,
                    random::nextDouble);
            Seen seen = new Seen();
            List<Wait> waits = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < load.waits(); i++) {
                waits.add(begin(engine, server, load, i % load.databases(), seen));
            }
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            int requests = server.requests.get();
            long begun = System.nanoTime();
            Threads threads = new Threads();
            long looks = seen.looks.get();
            long pause = (long) (60e9 / load.changesPerMinute());
            for (long next = begun; next - begun < seconds * 1_000_000_000L; next += pause) {
                while (System.nanoTime() < next) {
                    threads.sample();
                    TimeUnit.NANOSECONDS.sleep(Math.min(50_000_000L, Math.max(1, next - System.nanoTime())));
                }
                int which = random.nextInt(waits.size());
                Wait wait = waits.get(which);
                change(engine, server, load, wait);
                waits.set(which, begin(engine, server, load, which % load.databases(), seen)); // the load stays
            }
            double minutes = (System.nanoTime() - begun) / 60e9;
            double perMinute = (server.requests.get() - requests) / minutes;
            double cpu = threads.cpuMillis();
            long looked = Math.max(1, seen.looks.get() - looks);
            for (int i = 0; i < 400 && !seen.open.isEmpty(); i++) { // what has changed late is seen later
                TimeUnit.MILLISECONDS.sleep(50);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %12.0f %5d %6.2f %6.2f  %d + %d %24.2f %10.0f%s%n",
                    load,
                    perMinute,
                    server.refused.get(),
                    seen.quantile(0.5),
                    seen.quantile(0.95),
                    threads.most("PlanetScale waits", "PlanetScale service"),
                    threads.most("PlanetScale HTTP"),
                    cpu / load.waits() / minutes,
                    cpu * 1_000 / looked,
                    seen.open.isEmpty() ? "" : "  " + seen.open.size() + " changes were not seen");
            engine.close();
            timer.shutdownNow();
            return perMinute;
        }
    }

    private Wait begin(OperationEngine engine, BenchServer server, Load load, int database, Seen seen)
            throws Exception {
        DatabaseRef place = SimulatedEngine.database(database);
        int number = server.databases.open(place, load.from());
        Wait wait = new Wait(place, number, Deploy.apply(place, number).approvalNeeded(), server.url(), seen);
        wait.drive = engine.start(wait);
        return wait;
    }

    private static void change(OperationEngine engine, BenchServer server, Load load, Wait wait) {
        wait.seen.open.put(wait, System.nanoTime());
        server.databases.set(wait.database, wait.number, load.to());
        if (load.webhooks()) {
            engine.changed(server.url(), new ChangeHint(wait.database, wait.number, null));
        }
    }

    private void peer(int waits, double ours) throws Exception {
        try (BenchServer server = new BenchServer(BUDGET);
                OkHttpTransport http = new OkHttpTransport()) {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, named("bench timer"));
            DatabaseRef place = SimulatedEngine.database(0);
            AtomicInteger sent = new AtomicInteger();
            for (int i = 0; i < waits; i++) {
                int number = server.databases.open(place, "in_progress");
                URI url = URI.create(server.url() + "/organizations/" + place.organization() + "/databases/"
                        + place.database() + "/deploy-requests/" + number);
                timer.scheduleAtFixedRate(
                        () -> {
                            sent.incrementAndGet();
                            http.enqueue(new Transport.Request("GET", url, Map.of(), null));
                        },
                        random.nextInt(1_000),
                        1_000,
                        TimeUnit.MILLISECONDS);
            }
            TimeUnit.SECONDS.sleep(seconds);
            double perMinute = sent.get() * 60.0 / seconds;
            System.out.printf(
                    Locale.ROOT,
                    "%,6d waits: %6.0f requests/min, %.1f of the budget, %.1f times what the plugin asks (%.0f)%n",
                    waits,
                    perMinute,
                    perMinute / BUDGET,
                    perMinute / ours,
                    ours);
            timer.shutdownNow();
        }
    }

    private static ExecutorService pool(int most, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + " " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Changes that were not seen yet, and how late the others were. */
    private static final class Seen {
        private final Map<Wait, Long> open = new ConcurrentHashMap<>();
        private final AtomicLong looks = new AtomicLong();
        private final List<Double> delays = Collections.synchronizedList(new ArrayList<>());

        void by(Wait wait) {
            Long at = open.remove(wait);
            if (at != null) {
                delays.add((System.nanoTime() - at) / 1e9);
            }
        }

        double quantile(double part) {
            List<Double> sorted;
            synchronized (delays) {
                sorted = new ArrayList<>(delays);
            }
            Collections.sort(sorted);
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(sorted.size() * part) - 1);
        }
    }

    /** The plugin's threads: how many at most, and what they used of the processors. */
    private static final class Threads {
        private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        private final Map<Long, Long> before = new HashMap<>();
        private final Map<Long, Long> cpu = new HashMap<>();
        private final Map<String, Integer> most = new HashMap<>();

        Threads() {
            for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
                if (thread != null) {
                    before.put(thread.getThreadId(), bean.getThreadCpuTime(thread.getThreadId()));
                }
            }
        }

        void sample() {
            Map<String, Integer> now = new HashMap<>();
            for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
                if (thread == null || !thread.getThreadName().matches("(PlanetScale|bench timer).*")) {
                    continue;
                }
                now.merge(thread.getThreadName().replaceAll("[ \\d]+$", ""), 1, Integer::sum);
                cpu.put(thread.getThreadId(), bean.getThreadCpuTime(thread.getThreadId()));
            }
            now.forEach((name, count) -> most.merge(name, count, Math::max));
        }

        int most(String... names) {
            return List.of(names).stream()
                    .mapToInt(name -> most.getOrDefault(name, 0))
                    .sum();
        }

        double cpuMillis() {
            return cpu.entrySet().stream()
                            .mapToLong(
                                    thread -> Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L)))
                            .sum()
                    / 1e6;
        }
    }

    /** A step that notes when it sees that its deploy request has another state. */
    private static final class Wait implements DrivenOperation {
        private final DatabaseRef database;
        private final int number;
        private final Deploy operation;
        private final ApiAccess access;
        private final Seen seen;
        private DeploymentState before;
        private volatile DriveHandle drive;

        Wait(DatabaseRef database, int number, Deploy operation, String url, Seen seen) {
            this.database = database;
            this.number = number;
            this.operation = operation;
            this.access = new EngineHarness.Access("main", url, new ServiceToken("token", "s3cr3t"), BUDGET);
            this.seen = seen;
        }

        private boolean isAsBefore() {
            seen.looks.incrementAndGet();
            Progress progress = operation.lastObservation();
            if (progress == null || progress.state() == before) {
                return true;
            }
            boolean first = before == null;
            before = progress.state();
            if (!first) {
                seen.by(this);
                drive.stop();
            }
            return false;
        }

        @Override
        public Operation<?> operation() {
            return operation;
        }

        @Override
        public ApiAccess access() {
            return access;
        }

        @Override
        public String owner() {
            return "job #" + number + ", step";
        }

        @Override
        public String run() {
            return "job#" + number;
        }

        @Override
        public CompletionStage<Void> persist() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void log(List<String> lines) {}

        @Override
        public boolean onLook() {
            return isAsBefore();
        }

        @Override
        public void onStep() {
            isAsBefore();
        }

        @Override
        public void onCompleted() {
            seen.by(this);
        }
    }
}
