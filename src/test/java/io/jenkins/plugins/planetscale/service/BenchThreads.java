package io.jenkins.plugins.planetscale.service;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The plugin's threads while something is measured: how many at most, and what they used of the processors. */
final class BenchThreads {
    static final String TIMER = "bench timer";

    private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = new HashMap<>();
    private final Map<Long, Long> cpu = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();

    BenchThreads() {
        for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (thread != null) {
                before.put(thread.getThreadId(), bean.getThreadCpuTime(thread.getThreadId()));
            }
        }
    }

    /** As many threads as a controller has, which end when they are idle. */
    static ExecutorService pool(int most, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + " " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void sample() {
        Map<String, Integer> now = new HashMap<>();
        for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (thread == null || !thread.getThreadName().matches("(PlanetScale|" + TIMER + ").*")) {
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

    /** Milliseconds of processor time of all that were seen. */
    double cpuMillis() {
        return cpu.entrySet().stream()
                        .mapToLong(thread -> Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L)))
                        .sum()
                / 1e6;
    }
}
