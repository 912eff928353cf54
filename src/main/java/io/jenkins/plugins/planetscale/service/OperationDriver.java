package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Command;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One work on its way: the protocol of {@link Operation} as a chain of short tasks. All that touches the operation runs
 * in {@link #serial}; timers, persistence and HTTP only put the next task there.
 */
final class OperationDriver implements DriveHandle, RequestCoalescer.Reader {
    private static final Logger LOGGER = Logger.getLogger(OperationDriver.class.getName());

    private enum Doing {
        /** Between turns, or waiting for the alarm. */
        NOTHING,
        /** Somebody may be reading the operation to write it down, so nothing may change it. */
        PERSISTING,
        /** Waiting for an answer. */
        ASKING
    }

    private final OperationEngine engine;
    private final DrivenOperation work;
    private final SerialExecutor serial;
    private final Instant since;
    private final Cancellation life = new Cancellation();
    private final EndReport report;
    private volatile OperationStatus status;
    private volatile String baseUrl;
    private volatile ResourceRef subject;

    // touched in serial only
    private final List<Consumer<Operation<?>>> changes = new ArrayList<>();
    private Operation<?> operation;
    private String owner = "?";
    private String forRun;
    private String connection;
    private Doing doing = Doing.NOTHING;
    private boolean nudged;
    private boolean lookedWell;
    private JitteredDelay rest;
    private int turn;

    OperationDriver(OperationEngine engine, DrivenOperation work) {
        this.engine = engine;
        this.work = work;
        this.serial = new SerialExecutor(engine.background);
        this.since = engine.time.instant();
        this.report = new EndReport(work);
    }

    void begin() {
        run(() -> {
            operation = Objects.requireNonNull(work.operation(), "no operation");
            owner = work.owner();
            forRun = work.run();
            advance();
        });
    }

    @Override
    public void change(Consumer<Operation<?>> change) {
        Objects.requireNonNull(change);
        run(() -> {
            changes.add(change);
            if (doing == Doing.PERSISTING) {
                nudged = true;
            } else {
                applyChanges();
                nudge();
            }
        });
    }

    @Override
    public void wake() {
        run(this::nudge);
    }

    /** Whether it is looking, or waits to look, at something of that database. */
    boolean waitsAt(WakeUpDebouncer.Place place) {
        ResourceRef now = subject;
        return now != null
                && now.database().equals(place.database())
                && place.baseUrl().equals(baseUrl);
    }

    @Override
    public void othersLook() {
        run(() -> {
            if (rest != null && lookedWell && rest.isNearlyOver(engine.time.instant())) {
                nudge();
            }
        });
    }

    @Override
    public void stop() {
        if (life.end()) {
            engine.forget(this);
            Future<?> broken = life.release();
            if (broken != null) {
                engine.execute(() -> broken.cancel(false)); // closing a connection can take its time
            }
        }
    }

    /** Stops because the engine closes. */
    void shutdown() {
        if (life.end()) {
            engine.forget(this);
            life.cancel();
        }
    }

    /** Null before the first turn. */
    OperationStatus status() {
        return status;
    }

    private void nudge() {
        if (doing != Doing.NOTHING) {
            nudged = true;
        } else if (life.runs()) { // else a change has stopped it
            operation.wake();
            advance();
        }
    }

    private void applyChanges() {
        List<Consumer<Operation<?>>> due = List.copyOf(changes);
        changes.clear();
        due.forEach(change -> change.accept(operation));
    }

    private void advance() {
        turn++;
        rest = null;
        life.cancel();
        Instant now = engine.time.instant();
        Command next = operation.next(now);
        tell();
        if (life.runs()) {
            work.onStep();
        }
        show(now, next instanceof Command.Wait wait ? wait.until() : null);
        if (next instanceof Command.End) {
            end();
        } else if (next instanceof Command.Wait wait) {
            subject = wait.subject();
            rest(now, wait.until());
        } else {
            subject = ((ApiRequest<?>) next).subject();
            send((ApiRequest<?>) next);
        }
    }

    private void tell() {
        List<String> lines = operation.drainProgress();
        if (!lines.isEmpty() && life.runs()) {
            work.log(lines);
        }
    }

    private void show(Instant now, Instant nextLook) {
        status = new OperationStatus(owner, forRun, connection, operation.status(now), since, nextLook);
    }

    private void rest(Instant now, Instant until) {
        rest = new JitteredDelay(now, until);
        int resting = turn;
        Runnable look = () -> {
            if (turn == resting) {
                advance();
            }
        };
        hold(engine.timer.schedule(() -> run(look), rest.nanos(engine.random.getAsDouble()), TimeUnit.NANOSECONDS));
    }

    private void send(ApiRequest<?> exchange) {
        if (exchange.call().method().equals("GET")) {
            ask(exchange);
            return;
        }
        doing = Doing.PERSISTING;
        Objects.requireNonNull(work.persist(), "persist() gave no stage")
                .whenComplete((nothing, failure) -> run(() -> persisted(exchange, failure)));
    }

    private void persisted(ApiRequest<?> exchange, Throwable failure) {
        doing = Doing.NOTHING;
        if (failure != null) {
            throw new CompletionException(EndReport.causeOf(failure));
        }
        applyChanges();
        if (life.runs()) { // else a change has stopped it
            ask(exchange);
        }
    }

    private void ask(ApiRequest<?> exchange) {
        doing = Doing.ASKING;
        Clients.BoundClient reach;
        try {
            reach = engine.clients.reach(work::access);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
        connection = reach.connection();
        baseUrl = reach.baseUrl();
        CompletableFuture<?> answer = engine.reads.ask(this, reach, exchange);
        hold(answer);
        answer.whenComplete((value, failure) -> run(() -> arrived(exchange, value, failure)));
    }

    private void arrived(ApiRequest<?> exchange, Object value, Throwable failure) {
        doing = Doing.NOTHING;
        Instant now = engine.time.instant();
        if (failure == null) {
            operation.answered(exchange, value, now);
        } else if (failure instanceof PlanetScaleException error) {
            operation.failed(exchange, error, now);
        } else {
            throw new CompletionException(failure);
        }
        lookedWell = failure == null;
        if (nudged && lookedWell) { // a failure's pause is not cut short
            operation.wake();
        }
        nudged = false;
        advance();
    }

    private void end() {
        if (life.end()) {
            engine.forget(this);
            report.completed(owner);
        }
    }

    /** Runs one task after the others; whatever it throws ends the work, as a lost exception would be a hang. */
    private void run(Runnable task) {
        serial.execute(() -> {
            if (!life.runs()) {
                return;
            }
            try {
                task.run();
            } catch (CompletionException e) {
                broken(e.getCause() == null ? e : e.getCause());
            } catch (Throwable e) {
                broken(e);
            }
        });
    }

    private void broken(Throwable cause) {
        if (!life.end()) {
            LOGGER.log(Level.FINE, cause, () -> owner + " was stopped before this went wrong");
            return;
        }
        engine.forget(this);
        life.cancel();
        report.failed(owner, cause, operation, engine.time.instant());
    }

    private void hold(Future<?> future) {
        if (!life.hold(future)) {
            engine.forget(this); // stopped while it was beginning this
            future.cancel(false);
        }
    }
}
