package io.jenkins.plugins.planetscale.scenario;

import hudson.model.Computer;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** What a controller uses while many steps wait: executors, threads, processor time, requests. Sampled by its owner. */
final class WaitSampler {
    /** Polls a second: three quarters of 600 a minute, and a twentieth more to catch up. */
    private static final double RATE = 0.75 * 600 / 60 * 1.05;

    private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    private final LongSupplier requests;
    private final long begun = System.nanoTime();
    private final long asked;
    private final Map<Long, Long> before = cpu();
    private final Map<Long, Long> after = new TreeMap<>();
    private final Map<String, Long> threads = new TreeMap<>();
    private int busy;
    private long lastSecond = System.nanoTime();
    private long askedThen;
    private long mostInASecond;
    private double mostAhead;

    WaitSampler(LongSupplier requests) {
        this.requests = requests;
        asked = requests.getAsLong();
        askedThen = asked;
    }

    /** Returns true, for a wait's condition, once so many seconds have passed. */
    boolean sample(int seconds) {
        busy = Math.max(busy, busyExecutors());
        threads().forEach((kind, count) -> threads.merge(kind, count, Math::max));
        after.putAll(cpu());
        long sent = requests(); // before the time is read
        long now = System.nanoTime();
        mostAhead = Math.max(mostAhead, sent - (now - begun) / 1e9 * RATE);
        if (now - lastSecond >= 1_000_000_000L) {
            double passed = (now - lastSecond) / 1e9;
            mostInASecond = Math.max(mostInASecond, Math.round((requests.getAsLong() - askedThen) / passed));
            askedThen = requests.getAsLong();
            lastSecond = now;
        }
        return now - begun >= seconds * 1_000_000_000L;
    }

    private double minutes() {
        return (System.nanoTime() - begun) / 60e9;
    }

    int busy() {
        return busy;
    }

    /** Threads of that kind at most. */
    long most(String kind) {
        return threads.getOrDefault(kind, 0L);
    }

    long requests() {
        return requests.getAsLong() - asked;
    }

    long mostInASecond() {
        return mostInASecond;
    }

    /** Requests beyond the steady rate at any time. A machine that halts and catches up afterwards has no more of them. */
    double mostAhead() {
        return mostAhead;
    }

    @Override
    public String toString() {
        long cpu = after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
        return String.format(
                "busy executors %d, threads %s, %.0f requests a minute, at most %d in a second, %.0f ms of the processor a"
                        + " minute",
                busy, threads, requests() / minutes(), mostInASecond, cpu / 1e6 / minutes());
    }

    private Map<Long, Long> cpu() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("PlanetScale"))
                .collect(Collectors.toMap(Thread::getId, thread -> Math.max(0, bean.getThreadCpuTime(thread.getId()))));
    }

    private static int busyExecutors() {
        return Stream.of(Jenkins.get().getComputers())
                .mapToInt(Computer::countBusy)
                .sum();
    }

    /** Threads that are there because of this plugin, by name without numbers. */
    static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread ->
                        thread.getName().replaceAll("[ \\[#]*[\\d.:]+.*", "").trim())
                .filter(name -> name.contains("PlanetScale") || name.contains("OkHttp") || name.contains("Okio"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** Bytes of a file in the folders of builds, or of all files where no name is given. */
    static long bytes(Iterable<WorkflowRun> runs, String name) {
        long sum = 0;
        for (WorkflowRun run : runs) {
            sum += bytes(run.getRootDir(), name);
        }
        return sum;
    }

    /** Of files that may come and go meanwhile. */
    private static long bytes(File folder, String name) {
        File[] files = folder.listFiles();
        long sum = 0;
        for (File file : files == null ? new File[0] : files) {
            boolean counts = name == null || file.getName().equals(name);
            sum += file.isDirectory() ? bytes(file, name) : counts ? file.length() : 0;
        }
        return sum;
    }
}
