package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Command;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives one {@link Operation} by its protocol, as a chain of short tasks; only these touch the operation. The timer
 * and HTTP threads only append the next task. Callbacks may block, so they run on other threads, while nothing touches
 * the operation.
 */
final class OperationDriver extends TaskChain implements DriveHandle {
    private static final Logger LOGGER = Logger.getLogger(OperationDriver.class.getName());

    private enum Doing {
        /** Between two steps, or waiting. */
        NOTHING,
        /** A callback of the work may be running, or the operation is being written down, so nothing may change it. */
        ASIDE,
        /** A call was sent. */
        ASKING
    }

    private final OperationEngine engine;
    private final DrivenOperation work;
    private final DriveStatus status;
    private final DriveWait waiting;

    // touched in the chain only
    private final List<Consumer<Operation<?>>> changes = new ArrayList<>(0);
    private final QuietTurns quiet;
    private Operation<?> operation;
    private Doing doing = Doing.NOTHING;
    private boolean nudged;
    private boolean hasLooked;

    OperationDriver(OperationEngine engine, DrivenOperation work) {
        super(engine);
        this.engine = engine;
        this.work = work;
        this.status = new DriveStatus(engine.time.instant());
        this.waiting = new DriveWait(engine, this::due, this::look);
        this.quiet = new QuietTurns(work);
    }

    void begin() {
        run(() -> goAside(
                () -> {
                    operation = Objects.requireNonNull(work.operation(), "no operation");
                    status.belongsTo(work.owner(), work.run());
                    return null;
                },
                nothing -> advance(false)));
    }

    @Override
    public void change(Consumer<Operation<?>> change) {
        Objects.requireNonNull(change);
        run(() -> {
            changes.add(change);
            if (doing == Doing.ASIDE) {
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

    /** A hint that its subject may have changed. */
    void told() {
        run(() -> {
            if (doing == Doing.NOTHING) {
                waiting.told(status.subject());
            } else {
                waiting.tellOnceAsleep();
            }
        });
    }

    /** The scheduler says that it is to poll now. */
    private void look() {
        run(() -> {
            if (doing == Doing.NOTHING) {
                operation.wake();
                advance(true);
            }
        });
    }

    /** The time of its wait is over. */
    private void due() {
        run(() -> {
            if (doing == Doing.NOTHING) {
                advance(false);
            }
        });
    }

    @Override
    public void stop() {
        if (life.end()) {
            forget();
            engine.execute(life::cancel); // closing a connection can take its time
        }
    }

    /** Stops because the engine closes. */
    void shutdown() {
        if (life.end()) {
            forget();
            life.cancel();
        }
    }

    DriveStatus status() {
        return status;
    }

    private void nudge() {
        if (doing != Doing.NOTHING) {
            nudged = true;
        } else if (life.runs()) { // else a change has stopped it
            operation.wake();
            advance(false);
        }
    }

    private void applyChanges() {
        if (!changes.isEmpty()) {
            List<Consumer<Operation<?>>> due = List.copyOf(changes);
            changes.clear();
            due.forEach(change -> change.accept(operation));
        }
    }

    /** @param scheduled whether the scheduler has told it to poll */
    private void advance(boolean scheduled) {
        life.cancel();
        Instant now = engine.time.instant();
        Command next = operation.next(now);
        if (!scheduled && next instanceof ApiRequest) {
            waiting.leave();
        }
        List<String> lines = operation.drainProgress();
        if (lines.isEmpty() && (scheduled && next instanceof ApiRequest || quiet.isQuiet(next, now))) {
            follow(next);
            return;
        }
        status.turn(operation, now);
        goAside(
                () -> {
                    if (!lines.isEmpty()) {
                        work.log(lines);
                    }
                    if (life.runs()) {
                        work.onStep();
                    }
                    return null;
                },
                nothing -> follow(next));
    }

    private void follow(Command next) {
        if (next instanceof Command.End) {
            end();
        } else if (next instanceof Command.Wait wait) {
            rest(wait);
        } else {
            ApiRequest<?> exchange = (ApiRequest<?>) next;
            status.goesOn(exchange.subject(), null);
            send(exchange);
        }
    }

    private void rest(Command.Wait wait) {
        status.goesOn(wait.subject(), waiting.begin(wait, engine.time.instant(), status.reach()));
        if (nudged) {
            nudged = false;
            nudge();
        }
    }

    private void send(ApiRequest<?> exchange) {
        if (exchange.call().method().equals("GET")) {
            reach(exchange);
            return;
        }
        doing = Doing.ASIDE;
        asideUntilDone(
                () -> Objects.requireNonNull(work.persist(), "persist() gave no stage"), written -> reach(exchange));
    }

    private <T> void goAside(Callable<T> callback, Consumer<T> then) {
        doing = Doing.ASIDE;
        aside(callback, then);
    }

    private void reach(ApiRequest<?> exchange) {
        Clients.BoundClient known = status.reach();
        if (known != null && RequestCoalescer.isShareable(exchange) && engine.clients.isFresh(known)) {
            ask(exchange, known);
            return;
        }
        doing = Doing.ASIDE;
        engine.clients
                .reach(work::access)
                .whenComplete((found, failure) -> run(() -> {
                    back(failure);
                    if (life.runs()) {
                        status.reaches(found);
                        begin(exchange, found);
                    }
                }));
    }

    /** Where many begin at once, as after a restart, the first look waits for its turn as any other does. */
    private void begin(ApiRequest<?> exchange, Clients.BoundClient by) {
        boolean first = !hasLooked;
        hasLooked = true;
        if (first && !engine.reads.spend(this, by, exchange)) {
            waiting.tellOnceAsleep(); // it goes before those who have looked
            Instant now = engine.time.instant();
            rest(new Command.Wait(now, exchange.subject(), Urgency.CHECK, operation.deadline()));
            if (!life.runs()) {
                forget(); // stopped while it was beginning this
            }
        } else {
            ask(exchange, by);
        }
    }

    private void ask(ApiRequest<?> exchange, Clients.BoundClient by) {
        doing = Doing.ASKING;
        CompletableFuture<?> answer = engine.reads.ask(this, by, exchange, waiting.isUrgent());
        if (!life.hold(answer)) {
            forget(); // stopped while it was beginning this
            answer.cancel(false);
        }
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
        if (nudged && failure == null) { // a failure's pause is not cut short
            operation.wake();
        }
        nudged = false;
        advance(false);
    }

    private void end() {
        if (life.end()) {
            forget();
            engine.aside(() -> new EndReport(work).completed(status.owner()));
        }
    }

    private void forget() {
        waiting.stop();
        engine.forget(this);
    }

    @Override
    void back(Throwable failure) {
        doing = Doing.NOTHING;
        if (failure == null) {
            applyChanges();
        } else {
            throw new CompletionException(EndReport.causeOf(failure));
        }
    }

    @Override
    void broken(Throwable cause) {
        if (!life.end()) {
            LOGGER.log(Level.FINE, cause, () -> status.owner() + " was stopped before this went wrong");
            return;
        }
        forget();
        life.cancel();
        engine.aside(() -> new EndReport(work).failed(status.owner(), cause, operation, engine.time.instant()));
    }
}
