package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Does an operation that is not worth a release: what goes wrong with it is told and never fails, and it is tried for
 * some seconds only.
 */
public final class BestEffort extends Operation<Void> {
    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Operation<?> work;
    private final String lost;
    private int attempts;

    /** @param lost what to say when it did not happen, before the reason */
    public BestEffort(Operation<?> work, String lost) {
        this.work = Objects.requireNonNull(work);
        this.lost = Objects.requireNonNull(lost);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        try {
            ApiRequest<?> exchange = drive(work, now);
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
                    if (error.passing() && ++attempts < ATTEMPTS) {
                        waitFor(PAUSE.multipliedBy(attempts), now);
                    } else {
                        giveUp(error.getMessage());
                    }
                });
    }

    private void giveUp(String why) {
        progress(lost + " " + why);
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
