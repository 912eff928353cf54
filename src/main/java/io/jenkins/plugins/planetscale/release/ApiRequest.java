package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The {@link Command} to send one API call, and what the operation does with its answer or failure. Never persisted:
 * the operation's own state says how to go on when the answer is lost.
 */
public final class ApiRequest<T> implements Command {
    /** Takes the answer. Runs on the thread that drives the operation and does no I/O. */
    @FunctionalInterface
    public interface Handler<T> {
        void accept(T answer, Instant now) throws ReleaseException;
    }

    /** Runs after an answer or a failure, on the thread that drives the operation; does no I/O. */
    @FunctionalInterface
    public interface Continuation {
        void run(Instant now) throws ReleaseException;
    }

    private final ApiCall<T> call;
    private final Handler<T> handler;
    private final Map<Class<? extends PlanetScaleException>, Handler<PlanetScaleException>> errors =
            new LinkedHashMap<>();
    private ResourceRef subject;
    private boolean harmless;
    private Consumer<Instant> failure = at -> {};
    private UnconfirmedCall attempts;
    private Continuation continuation = at -> {};

    private ApiRequest(ApiCall<T> call, Handler<T> handler) {
        this.call = call;
        this.handler = handler;
    }

    public static <T> ApiRequest<T> of(ApiCall<T> call, Handler<T> handler) {
        return new ApiRequest<>(call, handler);
    }

    /** Handles one kind of error in a way of its own. */
    public ApiRequest<T> on(Class<? extends PlanetScaleException> type, Handler<PlanetScaleException> handler) {
        errors.put(type, handler);
        return this;
    }

    /** Called for every error, before it is handled. */
    public ApiRequest<T> onFailure(Consumer<Instant> told) {
        failure = told;
        return this;
    }

    /** Notes in {@code told} what an error says about the effect of the call, before it is handled in whatever way. */
    public ApiRequest<T> notedIn(UnconfirmedCall told) {
        attempts = told;
        return this;
    }

    /** Says that the call only reads {@code subject}, so that one list call may answer it for many operations. */
    public ApiRequest<T> reads(ResourceRef subject) {
        this.subject = subject;
        return this;
    }

    /** Says that it changes nothing that anybody could see, and that the operation can do without. */
    public ApiRequest<T> harmless() {
        harmless = true;
        return this;
    }

    /**
     * Goes on at once when the answer, or an error of a kind that is handled, was taken: for an operation that drives the
     * one that asks for it, and has more to make of that answer.
     */
    public ApiRequest<T> then(Continuation next) {
        continuation = next;
        return this;
    }

    boolean isHarmless() {
        return harmless;
    }

    public ApiCall<T> call() {
        return call;
    }

    /** What the call reads, or null when it must be sent as it is. */
    public ResourceRef subject() {
        return subject;
    }

    void answer(Object answer, Instant now) throws ReleaseException {
        @SuppressWarnings("unchecked") // the call says what its answer is read as
        T typed = (T) answer;
        handler.accept(typed, now);
        continuation.run(now);
    }

    /** For those who handle an error in the operation's place. */
    void failed(Instant now) {
        failure.accept(now);
        if (attempts != null) {
            attempts.failed(now);
        }
    }

    boolean handles(PlanetScaleException error, Instant now) throws ReleaseException {
        failure.accept(now);
        if (attempts != null && error.effectPossible()) {
            attempts.failed(now);
        } else if (attempts != null) {
            attempts.answered();
        }
        for (Map.Entry<Class<? extends PlanetScaleException>, Handler<PlanetScaleException>> entry :
                errors.entrySet()) {
            if (entry.getKey().isInstance(error)) {
                entry.getValue().accept(error, now);
                continuation.run(now);
                return true;
            }
        }
        return false;
    }
}
