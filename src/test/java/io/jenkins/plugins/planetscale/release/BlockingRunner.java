package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Drives operations on the caller's thread, one exchange at a time: for tests, the demo, and as the protocol in code.
 * The service in the controller does the same asynchronously.
 */
public final class BlockingRunner {
    /** Sends one call, once: {@code client::execute}. */
    public interface Sender {
        <T> T send(ApiCall<T> call) throws PlanetScaleException;
    }

    private final Sender sender;
    private final Consumer<Operation<?>> persist;

    /** @param persist called before every exchange, so that a crash during the exchange finds what was intended */
    public BlockingRunner(Sender sender, Consumer<Operation<?>> persist) {
        this.sender = sender;
        this.persist = persist;
    }

    /** Makes at most one exchange; returns what the operation wanted before it. */
    public Command advance(Operation<?> operation, Instant now) {
        Command turn = operation.next(now);
        if (turn instanceof ApiRequest<?> exchange) {
            persist.accept(operation);
            try {
                Object answer = sender.send(exchange.call());
                operation.answered(exchange, answer, now);
            } catch (PlanetScaleException e) {
                operation.failed(exchange, e, now);
            }
        }
        return turn;
    }
}
