package io.jenkins.plugins.planetscale.release;

import java.time.Duration;
import java.time.Instant;

/** An operation that consists of several, run in order; the first failure fails the whole. */
public abstract class OperationSequence<R> extends Operation<R> {
    private static final long serialVersionUID = 1L;

    private Operation<?> part;

    /** The operation to begin with. */
    protected abstract Operation<?> first() throws ReleaseException;

    /** What follows one that ended well; null when that was the last. */
    protected abstract Operation<?> nextAfter(Operation<?> done) throws ReleaseException;

    /** What to do before going on with the part; the part itself for nothing. Asked at every turn. */
    protected Operation<?> replacement(Operation<?> current) throws ReleaseException {
        return current;
    }

    @Override
    protected final ApiRequest<?> step(Instant now) throws ReleaseException {
        if (part == null) {
            part = first();
        }
        part = replacement(part);
        ApiRequest<?> exchange = step(part, now);
        if (part.ended()) {
            Operation<?> following = nextAfter(part);
            if (following == null) {
                end();
            } else {
                part = following;
            }
        }
        return exchange;
    }

    /** The operation that is under way, or was the last; null before the first. */
    protected final Operation<?> part() {
        return part;
    }

    @Override
    protected final Duration longestWait() {
        return part == null ? super.longestWait() : part.longestWait();
    }

    @Override
    protected final ResourceRef subject() {
        return part == null ? null : part.subject();
    }

    @Override
    public String status(Instant now) {
        return part == null ? "starting" : part.status(now);
    }

    @Override
    protected String unfinished() {
        return part == null ? super.unfinished() : part.unfinished();
    }
}
