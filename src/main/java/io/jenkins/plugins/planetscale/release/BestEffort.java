package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Runs an operation on a best-effort basis: three attempts in all, with pauses of 2 and 4 seconds. A failure is
 * reported as progress and never fails the caller.
 */
public final class BestEffort extends Operation<Void> {
    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Operation<?> work;
    private final String failureNotice;
    private int attempts;

    /** @param failureNotice what to say when it did not happen, before the reason */
    public BestEffort(Operation<?> work, String failureNotice) {
        this.work = Objects.requireNonNull(work);
        this.failureNotice = Objects.requireNonNull(failureNotice);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        try {
            ApiRequest<?> exchange = step(work, now);
            if (work.ended()) {
                end();
            }
            return exchange == null ? null : tolerate(exchange);
        } catch (ReleaseException e) {
            giveUp(e.getMessage());
            return null;
        }
    }

    private <T> ApiRequest<T> tolerate(ApiRequest<T> exchange) {
        return ApiRequest.of(exchange.call(), (T answer, Instant now) -> work.answered(exchange, answer, now))
                .on(PlanetScaleException.class, (error, now) -> {
                    exchange.failed(now);
                    if (error.isTransient() && ++attempts < ATTEMPTS) {
                        waitFor(PAUSE.multipliedBy(attempts), now);
                    } else {
                        giveUp(error.getMessage());
                    }
                });
    }

    private void giveUp(String why) {
        progress(failureNotice + " " + why);
        end();
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return work.status(now);
    }
}
