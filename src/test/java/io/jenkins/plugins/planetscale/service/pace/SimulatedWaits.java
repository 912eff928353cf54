package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A controller with many who wait, in simulated time: the real scheduler and the real budget, and in place of operations and
 * HTTP only how long things take. Each has something change about once a minute, and notes how late it sees that.
 */
final class SimulatedWaits {
    private static final int PAGE = 100;
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double MEAN_SECONDS = 60;

    final RateBudget budget;
    final LookScheduler looks;
    private final SimulatedTimer time;
    private final SimulatedServer server;
    private final Random random;
    private final Map<Urgency, Delays> delays = new EnumMap<>(Urgency.class);
    private final List<Wait> waits = new ArrayList<>();
    long sent;
    long turns;
    private boolean onlyEvents;

    SimulatedWaits(SimulatedTimer time, SimulatedServer server, int perMinute, int seed) {
        this.time = time;
        this.server = server;
        this.random = new Random(seed);
        budget = new RateBudget(perMinute, time);
        looks = new LookScheduler(budget, time, Runnable::run, time);
    }

    /** Begins so many, spread over so many databases. */
    void begin(int count, int databases, IntFunction<Urgency> urgency) {
        List<Database> places = new ArrayList<>();
        for (int i = 0; i < databases; i++) {
            places.add(new Database("db" + i));
        }
        for (int i = 0; i < count; i++) {
            Wait wait = new Wait(places.get(i % databases), urgency.apply(i));
            places.get(i % databases).open++;
            waits.add(wait);
            wait.begin();
        }
    }

    /** From now on nothing changes but what an {@link #event} tells. */
    void onlyEvents() {
        onlyEvents = true;
    }

    /** All go away. */
    void end() {
        waits.forEach(wait -> wait.sleeper.leave());
        waits.clear();
    }

    /** Has a webhook tell of a change of any of them, just when it happens. */
    void event() {
        Wait wait = waits.get(random.nextInt(waits.size()));
        wait.changed = Math.min(wait.changed, time.nanoTime());
        if (wait.busy) {
            wait.sleeper.tellOnceAsleep();
        } else {
            looks.told(wait.sleeper, wait.database.place);
        }
    }

    void forget() {
        delays.clear();
        sent = 0;
        turns = 0;
    }

    /** How late changes are seen that 95 of 100 are seen sooner than, in seconds. */
    double p95(Urgency urgency) {
        return of(urgency).quantile(0.95);
    }

    double latest(Urgency urgency) {
        return of(urgency).quantile(1);
    }

    long seen(Urgency urgency) {
        return of(urgency).count;
    }

    private Delays of(Urgency urgency) {
        return delays.computeIfAbsent(urgency, u -> new Delays());
    }

    /** A request takes 50 to 300 ms. */
    private long latency() {
        return TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(251));
    }

    private void after(long nanos, Runnable next) {
        time.schedule(next, nanos, TimeUnit.NANOSECONDS);
    }

    /** Sends as soon as the budget allows it; tells when the answer is there, and whether it is one. */
    private void send(Answer answer) {
        poll(budget.reserve(false), answer);
    }

    private void poll(RateBudget.Ticket ticket, Answer answer) {
        Duration wait = ticket.poll();
        if (!wait.isZero()) {
            after(wait.toNanos(), () -> poll(ticket, answer));
            return;
        }
        ticket.use();
        sent++;
        long half = latency() / 2;
        after(half, () -> {
            boolean taken = server.take();
            long at = time.nanoTime();
            after(half, () -> {
                ticket.use();
                if (!taken) {
                    budget.refused(null);
                }
                answer.came(taken, at);
            });
        });
    }

    private interface Answer {
        /** @param at when PlanetScale looked */
        void came(boolean taken, long at);
    }

    /** What lets one list call answer several. */
    private final class Database {
        private final Place place;
        private List<Wait> batch;
        private int open;

        Database(String name) {
            place = new Place(new DatabaseRef("mechanica", name), ResourceRef.Kind.DEPLOY_REQUEST);
        }

        void ask(Wait wait) {
            if (wait.urgency == Urgency.CUTOVER && looks.isLong(place)) {
                SimulatedWaits.this.send(wait::looked);
                return;
            }
            if (batch == null) {
                batch = new ArrayList<>();
                after(WINDOW, this::send);
            }
            batch.add(wait);
        }

        private void send() {
            List<Wait> reads = batch;
            batch = null;
            if (looks.isListed(place, reads.size())) {
                page(reads, 1);
            } else {
                reads.forEach(wait -> SimulatedWaits.this.send(wait::looked));
            }
        }

        private void page(List<Wait> reads, int number) {
            SimulatedWaits.this.send((taken, at) -> {
                looks.pages(place, number);
                boolean last = !taken || number * PAGE >= open;
                List<Wait> here = last ? reads : reads.subList(0, Math.min(PAGE, reads.size()));
                List<Wait> others = reads.subList(here.size(), reads.size());
                here.forEach(wait -> wait.looked(taken, at));
                if (!others.isEmpty()) {
                    page(others, number + 1);
                }
            });
        }
    }

    private final class Wait {
        private final Database database;
        private final Urgency urgency;
        private final Sleeper sleeper = new Sleeper(this::ask);
        private long changed;
        private boolean busy;

        Wait(Database database, Urgency urgency) {
            this.database = database;
            this.urgency = urgency;
        }

        void begin() {
            planChange();
            sleep();
        }

        private void planChange() {
            changed = onlyEvents
                    ? Long.MAX_VALUE
                    : time.nanoTime() + (long) (-Math.log(1 - random.nextDouble()) * MEAN_SECONDS * 1e9);
        }

        private void sleep() {
            busy = false;
            looks.sleep(sleeper, database.place, urgency);
        }

        private void ask() {
            turns++;
            busy = true;
            database.ask(this);
        }

        private void looked(boolean taken, long at) {
            if (!taken) {
                sleeper.leave();
                after(TimeUnit.MILLISECONDS.toNanos(2_000 + random.nextInt(500)), this::ask);
                return;
            }
            if (changed <= at) {
                of(urgency).add((time.nanoTime() - changed) / 1e9);
                planChange();
            }
            sleep();
        }
    }

    /** How often how many hundredths of a second. */
    private static final class Delays {
        private final long[] hundredths = new long[100_000];
        private long count;

        void add(double seconds) {
            hundredths[Math.min(hundredths.length - 1, (int) Math.ceil(seconds * 100))]++;
            count++;
        }

        double quantile(double part) {
            long wanted = (long) Math.ceil(count * part);
            long sum = 0;
            for (int i = 0; i < hundredths.length; i++) {
                sum += hundredths[i];
                if (sum >= wanted) {
                    return i / 100.0;
                }
            }
            throw new IllegalStateException(Arrays.toString(hundredths));
        }
    }
}
