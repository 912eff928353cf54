package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import io.jenkins.plugins.planetscale.service.pace.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Request coalescing: answers simultaneous reads of single deploy requests or branches of a database by one list call
 * (invariant I7), where that is cheaper. A read never joins a list call that was sent already, as that could miss an
 * effect of the reader's own. Thread-safe; no thread waits.
 */
final class RequestCoalescer {
    /** How long a list call waits for more readers. */
    static final Duration WINDOW = Duration.ofMillis(100);

    /** In nanoseconds: when a reader joined this recently, others that were woken with it are still to come. */
    private static final long STILL_COMING = TimeUnit.MILLISECONDS.toNanos(30);

    private static final int MOST_WINDOWS = 10;

    /** By which the page size is divided when a page is too large: 100, 20, 4, none. */
    private static final int SMALLER = 5;

    private final Executor background;
    private final ScheduledExecutorService timer;
    private final TimeSource time;
    private final Map<Key, Batch> open = new HashMap<>();
    private final Map<Key, Integer> readers = new HashMap<>();
    private final Map<Object, Reading> readings = new HashMap<>();

    /** The page size of lists whose usual pages are too large; 0 when not even the smallest can be read. */
    private final Map<Key, Integer> sizes = new HashMap<>();

    RequestCoalescer(Executor background, ScheduledExecutorService timer, TimeSource time) {
        this.background = background;
        this.timer = timer;
        this.time = time;
    }

    /**
     * Sends the call, or lets a list call answer it. The future fails with the call's exception, not wrapped.
     *
     * @param reader reads its subject repeatedly, until it {@linkplain #leave unregisters}
     * @param hurry whether seconds count, so that it must not wait for a list of several pages, and goes before others
     */
    CompletableFuture<?> ask(Object reader, Clients.BoundClient reach, ApiRequest<?> exchange, boolean hurry) {
        if (reach.token() == null || !isShareable(exchange)) {
            return reach.client().enqueue(exchange.call());
        }
        ResourceRef subject = exchange.subject();
        Key key = key(reach, subject);
        SharedRead<?> read;
        synchronized (this) {
            ApiCall<?> call = hurry ? exchange.call().urgently() : exchange.call();
            read = new SharedRead<>(reach.client(), enter(reader, key), call, subject.key());
            boolean alone = hurry && reach.looks().isLong(key.place());
            Batch batch = open.get(key);
            if (batch == null && !alone && readers.get(key) > 1 && size(key) > 0) {
                batch = open(key, reach.looks());
            }
            if (batch != null && !alone) {
                batch.join(read, time.nanoTime());
                return read.answer;
            }
        }
        read.askAlone(); // nobody to share with, so no reason to wait
        return read.answer;
    }

    private static Key key(Clients.BoundClient reach, ResourceRef subject) {
        return new Key(reach.baseUrl(), reach.token(), subject.database(), subject.kind());
    }

    /**
     * Takes a look of who has not slept yet out of the token's rate, where no list that is just about to be asked for answers
     * it. Returns false where it had better sleep until it is its turn; it counts as a reader then.
     */
    boolean spend(Object reader, Clients.BoundClient reach, ApiRequest<?> exchange) {
        if (reach.token() == null || !isShareable(exchange)) {
            return true;
        }
        Key key = key(reach, exchange.subject());
        synchronized (this) {
            if (open.containsKey(key)) {
                return true;
            }
        }
        boolean left = reach.looks().spend();
        if (!left) {
            synchronized (this) {
                enter(reader, key);
            }
        }
        return left;
    }

    private Batch open(Key key, LookScheduler looks) {
        Batch batch = new Batch(key, looks);
        await(batch);
        open.put(key, batch);
        return batch;
    }

    private void await(Batch batch) {
        timer.schedule(() -> handOver(batch), WINDOW.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void handOver(Batch batch) {
        try {
            background.execute(() -> send(batch));
        } catch (RejectedExecutionException e) {
            // closed: who asks goes on in the next session
        }
    }

    /** Removes a reader that will not read again. */
    synchronized void leave(Object reader) {
        Reading reading = readings.remove(reader);
        if (reading != null && readers.merge(reading.key, -1, Integer::sum) == 0) {
            readers.remove(reading.key);
            sizes.remove(reading.key);
        }
    }

    /** Whether nobody reads, and nothing is kept of anybody. */
    synchronized boolean isEmpty() {
        return readings.isEmpty() && readers.isEmpty() && sizes.isEmpty() && open.isEmpty();
    }

    private Reading enter(Object reader, Key key) {
        Reading reading = readings.get(reader);
        if (reading == null || !key.equals(reading.key)) {
            leave(reader);
            reading = new Reading(key);
            readings.put(reader, reading);
            readers.merge(key, 1, Integer::sum);
        }
        return reading;
    }

    private void send(Batch batch) {
        List<SharedRead<?>> reads;
        synchronized (this) {
            if (batch.isGrowing(time.nanoTime())) {
                await(batch);
                return;
            }
            open.remove(batch.key);
            reads = batch.reads.stream().filter(read -> !read.isDone()).toList();
        }
        try {
            if (batch.looks.isListed(batch.key.place(), reads.size())) {
                new SharedList(this, batch.key, batch.looks, into(reads)).answer(reads, size(batch.key));
            } else {
                reads.forEach(SharedRead::askAlone);
            }
        } catch (Throwable e) { // a future that never completes would be a step that hangs
            reads.forEach(read -> read.fail(e));
        }
    }

    private static String into(List<SharedRead<?>> reads) {
        String into = reads.get(0).reader.into;
        return into != null && reads.stream().allMatch(read -> into.equals(read.reader.into)) ? into : null;
    }

    private synchronized int size(Key key) {
        return sizes.getOrDefault(key, ApiCall.LARGEST_PAGE);
    }

    /** The next smaller page size; 0 when there is none. Kept as long as the collection has readers. */
    synchronized int smaller(Key key, int tooLarge) {
        int size = Math.min(size(key), tooLarge / SMALLER);
        if (readers.containsKey(key)) {
            sizes.put(key, size);
        }
        return size;
    }

    /** Whether it is the plain GET of its subject, whose answer a list contains as well. */
    static boolean isShareable(ApiRequest<?> exchange) {
        ApiCall<?> call = exchange.call();
        ResourceRef subject = exchange.subject();
        if (subject == null
                || call.urgent()
                || !call.query().isEmpty()
                || !call.method().equals("GET")) {
            return false;
        }
        ApiCall<?> plain =
                switch (subject.kind()) {
                    case DEPLOY_REQUEST -> DeployRequestCalls.get(subject.database(), Integer.parseInt(subject.key()));
                    case BRANCH -> BranchCalls.get(subject.database(), subject.key());
                    default -> null;
                };
        return plain != null
                && plain.path().equals(call.path())
                && plain.answer().equals(call.answer());
    }

    record Key(String baseUrl, TokenFingerprint token, DatabaseRef database, ResourceRef.Kind kind) {
        Place place() {
            return new Place(database, kind);
        }
    }

    /** An operation that reads repeatedly. */
    static final class Reading {
        private final Key key;
        private volatile String into;

        private Reading(Key key) {
            this.key = key;
        }

        void saw(Object answer) {
            if (answer instanceof DeployRequest request) {
                into = request.intoBranch();
            }
        }
    }

    private static final class Batch {
        private final Key key;
        private final LookScheduler looks;
        private final List<SharedRead<?>> reads = new ArrayList<>();
        private long lastJoined;
        private int windows;

        Batch(Key key, LookScheduler looks) {
            this.key = key;
            this.looks = looks;
        }

        void join(SharedRead<?> read, long now) {
            reads.add(read);
            lastJoined = now;
        }

        /** Called at the end of a window: whether to wait for another one. */
        boolean isGrowing(long now) {
            return ++windows < MOST_WINDOWS && now - lastJoined < STILL_COMING;
        }
    }
}
