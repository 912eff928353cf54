package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.Progress;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of work at PlanetScale as a serializable state machine: it never sleeps and does no I/O itself.
 *
 * <p>The protocol: the host calls {@link #next}. On an {@link ApiRequest} it first persists the operation, then sends
 * the call once, then passes the outcome to {@link #answered} or {@link #failed}. The host may lose the operation at
 * any instant and go on with the copy persisted last: before a request that has an effect, the operation has already
 * moved to the state in which it <em>reads</em> whether that effect is there (invariant I2).
 *
 * <p>Not thread-safe: one thread at a time. The current time is always a parameter, so that tests and the demo control
 * the clock.
 *
 * @param <R> what the operation results in
 */
public abstract class Operation<R> implements Serializable {
    private static final long serialVersionUID = 1L;

    private Instant notBefore;
    private Instant waitingSince;
    private transient Urgency urgency;
    private transient Instant latest;
    private boolean backingOff;
    private boolean answeredBefore;
    private Operation<?> part;
    private Instant deadline;
    private boolean ended;
    private ReleaseException failure;
    private final RetryState looks = new RetryState();
    private final RetryState effects = new RetryState();
    private transient Progress lastProgress;
    private transient boolean unsaved;
    private int deployRequestNumber;
    private final ArrayList<String> progressLines = new ArrayList<>();

    /** What to do now, without doing it. Returns null when the state changed and must be looked at again. */
    protected abstract ApiRequest<?> step(Instant now) throws ReleaseException;

    /** Called before the first step of a dry run: what reads nothing useful for it may be left out. */
    protected void dryRun() {}

    /** What this operation waits for; null, as here, where there is nothing to wait for. */
    protected ResourceRef subject() {
        return null;
    }

    /** The result, or null before the end, after a failure, or where there is none. */
    public abstract R result();

    /** What is being done now, in a few lower-case words, for a thread dump or a tooltip. */
    public abstract String status(Instant now);

    /** What it makes at PlanetScale in the end, for a dry run that cannot get so far; null for nothing. */
    protected String makes() {
        return null;
    }

    /** What is gone from PlanetScale in the end; null for nothing. */
    protected String removes() {
        return null;
    }

    /** What the host has to say when the deadline passes. */
    protected String unfinished() {
        return "What was started at PlanetScale goes on there.";
    }

    /** The next command. Calling it again without an answer in between returns the same request or one that reads. */
    public final Command next(Instant now) {
        while (!ended) {
            if (deadline != null && !now.isBefore(deadline)) {
                end(new ReleaseTimeoutException(
                        "Not finished in the time allowed: " + status(now) + ". " + unfinished()));
            } else if (waits(now)) {
                return new Command.Wait(earlier(deadline, notBefore), subject(), urgency, earlier(deadline, latest));
            } else {
                ApiRequest<?> exchange = attempt(now);
                if (exchange != null) {
                    return exchange;
                }
            }
        }
        return new Command.End();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** A clock that was set back must not turn seconds into hours. */
    private boolean waits(Instant now) {
        if (notBefore == null || !now.isBefore(notBefore)) {
            return false;
        }
        if (waitingSince == null) {
            waitingSince = now;
        }
        return !now.isBefore(waitingSince);
    }

    /**
     * Takes the next step of an operation that is part of this one: its call becomes this one's, its waits and
     * progress as well; it fails this one when it fails. Returns null when there is nothing to send now.
     */
    protected final ApiRequest<?> step(Operation<?> part, Instant now) throws ReleaseException {
        if (this.part != null && this.part != part) {
            this.part.drainProgress().forEach(this::progress);
        }
        this.part = part;
        Command turn = part.next(now);
        if (turn instanceof Command.Wait wait) {
            waitUntil(wait.until());
            urgency = wait.urgency();
            latest = wait.latest();
        } else if (part.failure() != null) {
            throw part.failure();
        }
        return turn instanceof ApiRequest<?> exchange ? exchange : null;
    }

    private ApiRequest<?> attempt(Instant now) {
        notBefore = null;
        waitingSince = null;
        backingOff = false;
        try {
            return step(now);
        } catch (ReleaseException e) {
            end(e);
            return null;
        }
    }

    /** Hands in the answer to an exchange. */
    public final void answered(ApiRequest<?> exchange, Object answer, Instant now) {
        if (ended) {
            return;
        }
        answeredBefore = true;
        retryState(exchange).reset(now).ifPresent(this::progress);
        try {
            exchange.answer(answer, now);
        } catch (ReleaseException e) {
            end(e);
        } catch (RuntimeException e) {
            // an answer that lacks what the API promises must end the operation, not hang it
            end(new DeploymentFailedException(
                    "PlanetScale's answer to " + exchange.call()
                            + " lacks a value that the API defines, or says it in another way. Nothing further was done. Run"
                            + " again; if it fails again, report this message to the maintainers of the plugin.",
                    e));
        }
    }

    /** Hands in the error of an exchange. */
    public final void failed(ApiRequest<?> exchange, PlanetScaleException error, Instant now) {
        if (ended) {
            return;
        }
        try {
            if (!exchange.handles(error, now)) {
                Duration pause = retryState(exchange).pause(error, now, longestWait(), answeredBefore);
                retryState(exchange).progress(error).ifPresent(this::progress);
                waitFor(pause, now);
                backingOff = true;
            }
        } catch (ReleaseException e) {
            end(e);
        }
    }

    private RetryState retryState(ApiRequest<?> exchange) {
        return exchange.call().method().equals("GET") ? looks : effects;
    }

    /** How long "not yet" answers are waited out. */
    protected Duration longestWait() {
        return Duration.ofMinutes(10);
    }

    /** Takes the next step at once, as something may have changed. What PlanetScale asks to wait is waited all the same. */
    public final void wake() {
        if (!backingOff) {
            notBefore = null;
            if (part != null) {
                part.wake();
            }
        }
    }

    /** Ends the operation at {@code instant} with a {@link ReleaseTimeoutException} if it has not ended before. */
    public final void setDeadline(Instant instant) {
        deadline = instant;
    }

    /** Null for none. */
    public final Instant deadline() {
        return deadline;
    }

    public final boolean ended() {
        return ended;
    }

    /** Why the operation failed; null before the end and after success. */
    public final ReleaseException failure() {
        return failure;
    }

    /** What there is to tell a person since the last call, oldest first. */
    public final List<String> drainProgress() {
        if (part != null) {
            part.drainProgress().forEach(this::progress);
        }
        List<String> lines = List.copyOf(progressLines);
        progressLines.clear();
        return lines;
    }

    /** What the last poll of a deploy request showed; null where none was looked at since the controller started. */
    public Progress lastObservation() {
        return lastProgress != null || part == null ? lastProgress : part.lastObservation();
    }

    /** The deploy request that it is about, as soon as one is known, also after a restart; 0 before, and for none. */
    public int deployRequest() {
        return deployRequestNumber != 0 || part == null ? deployRequestNumber : part.deployRequest();
    }

    protected final void observed(DeployRequest request, Instant now) {
        deployRequestNumber = request.number();
        lastProgress = Progress.of(request, now);
    }

    /** Lets the host persist it at the end of this step: what was seen now cannot be seen again after a restart. */
    public final void saveSoon() {
        unsaved = true;
    }

    /** What {@link #drainUnsaved} would return. */
    public final boolean hasUnsaved() {
        return unsaved || part != null && part.hasUnsaved();
    }

    /** Whether something was seen since the last call that has to be persisted without waiting for the next effect. */
    public final boolean drainUnsaved() {
        boolean mine = unsaved;
        unsaved = false;
        return part != null && part.drainUnsaved() || mine;
    }

    public final void progress(String line) {
        progressLines.add(line);
    }

    protected final void waitFor(Duration pause, Instant now) {
        waitUntil(now.plus(pause));
        waitingSince = now;
    }

    protected final void waitUntil(Instant instant) {
        notBefore = instant;
        waitingSince = null;
        urgency = null;
        latest = null;
    }

    /** Waits for {@link #subject} to change: {@code pause} is how long where the host does not schedule polls itself. */
    protected final void waitForChange(Urgency urgency, Duration pause, Instant now) {
        waitFor(pause, now);
        this.urgency = urgency;
    }

    /** Shortens the wait that was just begun. */
    protected final void waitAtMostUntil(Instant instant) {
        if (notBefore != null) {
            notBefore = earlier(instant, notBefore);
            latest = earlier(instant, latest);
        }
    }

    protected final void end() {
        ended = true;
    }

    private void end(ReleaseException e) {
        failure = e;
        ended = true;
    }

    /** Begins anew after a deserialization that lost what must not be persisted. */
    protected final void reopen() {
        ended = false;
    }
}
