package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * Drives operations, without Jenkins: one executor for tasks that never block, one for callbacks that may, a timer, and
 * one HTTP transport. An operation that waits is an entry in the timer and holds no thread. Thread-safe.
 */
final class OperationEngine implements AutoCloseable {
    /** How many callbacks, and how many credential look-ups, run at once: fewer than there are threads for both. */
    private static final int AT_ONCE = 2;

    final ExecutorService background;
    private final ExecutorService work;
    private final Executor builds;
    final ScheduledExecutorService timer;
    final TimeSource time;
    final DoubleSupplier random;
    final Clients clients;
    final RequestCoalescer reads;

    private final Transport transport;
    private final Budgets budgets;
    private final Set<OperationDriver> drives = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param background drives; nothing that it is given blocks; shut down by {@link #close}
     * @param work what may block, as callbacks and credentials stores do: more than {@value #AT_ONCE} threads, so that
     *     neither holds up the other; shut down by {@link #close}
     * @param timer not shut down by {@link #close}
     * @param transport closed by {@link #close}
     * @param random numbers in [0, 1) for the jitter
     */
    OperationEngine(
            ExecutorService background,
            ExecutorService work,
            ScheduledExecutorService timer,
            Transport transport,
            TimeSource time,
            DoubleSupplier random) {
        this.background = background;
        this.work = work;
        builds = new LimitedExecutor(work, AT_ONCE);
        this.timer = timer;
        this.transport = transport;
        this.time = time;
        this.random = random;
        budgets = new Budgets(time, budget -> new LookScheduler(budget, timer, background, time));
        clients = new Clients(budgets, transport, new LimitedExecutor(work, AT_ONCE), timer, time);
        reads = new RequestCoalescer(background, timer, time);
    }

    /** Starts to drive an operation; returns at once. Does nothing after {@link #close}. */
    DriveHandle start(DrivenOperation work) {
        OperationDriver drive = new OperationDriver(this, Objects.requireNonNull(work));
        drives.add(drive);
        drive.begin();
        if (closed) {
            drive.shutdown(); // it was added while close() ran
        }
        return drive;
    }

    /** The budget of a token; the lowest rate of all connections that use it holds. */
    RateBudget budget(String baseUrl, TokenFingerprint token, String connection, int requestsPerMinute) {
        return budgets.of(baseUrl, token, connection, requestsPerMinute);
    }

    /** The scheduler of a token's polls; null before the token was used. */
    LookScheduler looks(String baseUrl, TokenFingerprint token) {
        return budgets.looks(Clients.trim(baseUrl), token);
    }

    /** A client for blocking calls, which shares transport and budget with everybody else. May block. */
    PlanetScaleClient client(ApiAccess access) throws IOException {
        return clients.reach(access).client();
    }

    /** Takes a hint that something may have changed: operations that wait for it poll soon. Returns at once. */
    void changed(String baseUrl, ChangeHint hint) {
        String place = Clients.trim(baseUrl);
        for (OperationDriver drive : drives) {
            if (drive.status().isAbout(place, hint)) {
                drive.told();
            }
        }
    }

    List<OperationStatus> works() {
        return drives.stream()
                .map(drive -> drive.status().get())
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(OperationStatus::since).thenComparing(OperationStatus::owner))
                .toList();
    }

    List<TokenStatus> tokens() {
        return budgets.status();
    }

    void forget(OperationDriver drive) {
        drives.remove(drive);
        reads.leave(drive);
    }

    /** Runs a task that may block; drops it when the engine is closed. */
    void aside(Runnable task) {
        builds.execute(task);
    }

    /** Runs tasks that may block for a short time. */
    Executor builds() {
        return builds;
    }

    /** Runs a task in the background; drops it when the engine is closed. */
    void execute(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /**
     * Stops all operations where they are, without a callback: each is resumed from its persisted state in the next
     * session. Callbacks that are running are not interrupted; the caller may await the executors' termination.
     */
    @Override
    public void close() {
        closed = true;
        drives.forEach(OperationDriver::shutdown);
        background.shutdown();
        work.shutdown();
        transport.close();
    }
}
