package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * Drives operations without Jenkins: timer ticks that only hand over, background threads for everything that can take
 * time, one transport for all. A work that waits is an entry in the timer and holds no thread. Thread-safe.
 */
final class OperationEngine implements AutoCloseable {
    final ExecutorService background;
    final ScheduledExecutorService timer;
    final TimeSource time;
    final DoubleSupplier random;
    final Clients clients;
    final RequestCoalescer reads;

    private final Transport transport;
    private final Budgets budgets;
    private final WakeUpDebouncer wakeUps;
    private final Set<OperationDriver> drives = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param background bounded, as callbacks may block; shut down by {@link #close}
     * @param timer not shut down by {@link #close}
     * @param transport closed by {@link #close}
     * @param random numbers in [0, 1) for the jitter
     */
    OperationEngine(
            ExecutorService background,
            ScheduledExecutorService timer,
            Transport transport,
            TimeSource time,
            DoubleSupplier random) {
        this.background = background;
        this.timer = timer;
        this.transport = transport;
        this.time = time;
        this.random = random;
        budgets = new Budgets(time);
        clients = new Clients(budgets, transport, background, timer, time);
        reads = new RequestCoalescer(background, timer);
        wakeUps = new WakeUpDebouncer(this, timer);
    }

    /** Does nothing but hand the work over; after {@link #close} not even that. */
    DriveHandle start(DrivenOperation work) {
        OperationDriver drive = new OperationDriver(this, Objects.requireNonNull(work));
        drives.add(drive);
        drive.begin();
        if (closed) {
            drive.shutdown(); // it may have come in behind close()'s back
        }
        return drive;
    }

    /** The budget of a token; the lowest rate of all connections that use it holds. */
    RateBudget budget(String baseUrl, TokenFingerprint token, String connection, int requestsPerMinute) {
        return budgets.of(baseUrl, token, connection, requestsPerMinute);
    }

    /** A client for blocking calls, which shares transport and budget with everybody else. May block. */
    PlanetScaleClient client(ApiAccess access) throws IOException {
        return clients.reach(access).client();
    }

    /** Somebody says that something about a database changed: whoever waits for it looks soon. Returns at once. */
    void changed(String baseUrl, DatabaseRef database) {
        WakeUpDebouncer.Place place = new WakeUpDebouncer.Place(Clients.trim(baseUrl), database);
        if (drives.stream().anyMatch(drive -> drive.waitsAt(place))) {
            wakeUps.signal(place);
        }
    }

    /** For the {@link #wakeUps}. */
    void look(WakeUpDebouncer.Place place) {
        drives.stream().filter(drive -> drive.waitsAt(place)).forEach(OperationDriver::wake);
    }

    List<OperationStatus> works() {
        return drives.stream()
                .map(OperationDriver::status)
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
     * Stops all works where they are: none is told that it ended, so each goes on with its persisted state in the next
     * session. Callbacks that are running are not interrupted; the caller may await the background's termination.
     */
    @Override
    public void close() {
        closed = true;
        drives.forEach(OperationDriver::shutdown);
        background.shutdown();
        transport.close();
    }
}
