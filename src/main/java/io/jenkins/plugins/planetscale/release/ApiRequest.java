package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One HTTP exchange that an operation asks for, and what the operation makes of the answer. Never persisted: the
 * operation's own state already says how to go on should the answer be lost.
 */
public final class ApiRequest<T> implements Command {
    /** Takes an answer; runs on the thread that drives the operation and does no I/O. */
    @FunctionalInterface
    public interface Handler<T> {
        void take(T answer, Instant now) throws ReleaseException;
    }

    /** What follows an answer; runs on the thread that drives the operation and does no I/O. */
    @FunctionalInterface
    public interface Continuation {
        void goOn(Instant now) throws ReleaseException;
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

    /** Is told of every error, before it is handled in whatever way. */
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
    public ApiRequest<T> afterwards(Continuation next) {
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
        handler.take(typed, now);
        continuation.goOn(now);
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
                entry.getValue().take(error, now);
                continuation.goOn(now);
                return true;
            }
        }
        return false;
    }
}
