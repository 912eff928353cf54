package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Turns any number of hints that a database changed into few looks: the first hint has everybody look at once, all
 * others of the next {@link #PAUSE} together one more look when it is over. So a flood of hints costs at most a look
 * every {@code PAUSE} and database, and the last hint is never lost. Thread-safe.
 */
final class WakeUpDebouncer {
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Where a database is, as names alone do not say at which PlanetScale. */
    record Place(String baseUrl, DatabaseRef database) {}

    private final OperationEngine engine;
    private final ScheduledExecutorService timer;
    private final Set<Place> quiet = new HashSet<>();
    private final Set<Place> again = new HashSet<>();

    WakeUpDebouncer(OperationEngine engine, ScheduledExecutorService timer) {
        this.engine = engine;
        this.timer = timer;
    }

    /** Returns at once. */
    void signal(Place place) {
        synchronized (this) {
            if (!quiet.add(place)) {
                again.add(place);
                return;
            }
        }
        answer(place);
    }

    private void answer(Place place) {
        engine.execute(() -> engine.look(place));
        timer.schedule(() -> pauseOver(place), PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pauseOver(Place place) {
        synchronized (this) {
            if (!again.remove(place)) {
                quiet.remove(place);
                return;
            }
        }
        answer(place);
    }
}
