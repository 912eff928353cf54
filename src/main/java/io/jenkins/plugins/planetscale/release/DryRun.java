package io.jenkins.plugins.planetscale.release;

import java.time.Instant;
import java.util.Objects;

/**
 * Does of an operation whatever only reads, and ends before its first effect: so a dry run finds missing accesses, wrong
 * names and gates that refuse, and changes nothing. Results in whether there was anything to change.
 */
public final class DryRun extends Operation<Boolean> {
    private static final long serialVersionUID = 1L;

    private final Operation<?> real;
    private Boolean result;

    public DryRun(Operation<?> real) {
        this.real = Objects.requireNonNull(real);
        real.dryRun();
    }

    @Override
    Exchange<?> step(Instant now) throws ReleaseException {
        Exchange<?> exchange = drive(real, now);
        if (real.ended()) {
            say("Dry run: nothing to change.");
            finish(false);
            return null;
        }
        if (exchange != null && !exchange.call().method().equals("GET")) {
            say("Dry run: would now change " + exchange.call().subject() + " (" + exchange.call()
                    + ") and go on from there. Nothing was changed.");
            finish(true);
            return null;
        }
        return exchange;
    }

    private void finish(boolean changes) {
        result = changes;
        end();
    }

    /** The operation as far as it came, with what it has read. */
    public Operation<?> real() {
        return real;
    }

    @Override
    Subject subject() {
        return real.subject();
    }

    @Override
    public Boolean result() {
        return result;
    }

    /** A dry run leaves no traces, so there is nothing to show. */
    @Override
    public Progress seen() {
        return null;
    }

    /** Others may do with it what they like meanwhile. */
    @Override
    public int deployRequest() {
        return 0;
    }

    @Override
    public String status(Instant now) {
        return "dry run: " + real.status(now);
    }
}
