package io.jenkins.plugins.planetscale.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * One scripted misbehaviour: for which requests, how often, and what instead of, or around, the proper answer.
 * Without {@link #times} or {@link #forever} it strikes once. Not to be changed after {@link Faults#add}.
 */
public final class FaultRule {
    public enum Kind {
        NONE("delay"),
        STATUS("status"),
        RESET_BEFORE("reset-before"),
        RESET_AFTER("reset-after"),
        TRUNCATED("truncated"),
        OVERSIZED("oversized");

        final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private final BiPredicate<String, String> which;
    private final long exchange;
    private long skip;
    private long times = 1;

    public Kind kind = Kind.NONE;
    public Duration delay = Duration.ZERO;
    public Duration answerDelay = Duration.ZERO;
    public Runnable meanwhile = () -> {};
    public int status;
    public Map<String, String> headers = Map.of();
    public byte[] body = new byte[0];
    public long size;

    private FaultRule(BiPredicate<String, String> which, long exchange) {
        this.which = which;
        this.exchange = exchange;
    }

    /**
     * Strikes requests with this method whose path, without query, contains a match.
     *
     * @param method HTTP method, or null for any
     * @param pathRegex searched in the path with {@code /v1}, e.g. {@code "/deploy$"}, or null for any
     */
    public static FaultRule on(String method, String pathRegex) {
        Pattern path = pathRegex == null ? null : Pattern.compile(pathRegex);
        return when((sent, to) -> (method == null || method.equalsIgnoreCase(sent))
                && (path == null || path.matcher(to).find()));
    }

    /** Strikes requests of which this is true, given method and path; it is asked one at a time, in their order. */
    public static FaultRule when(BiPredicate<String, String> which) {
        return new FaultRule(which, -1);
    }

    /** Strikes exactly the request number {@code index}, counted from 0 since {@link Faults#resetCounter}. */
    public static FaultRule onExchange(int index) {
        return new FaultRule(null, index);
    }

    /** Lets the first {@code n} matching requests pass. */
    public FaultRule skip(int n) {
        skip = n;
        return this;
    }

    /** Strikes {@code n} times. */
    public FaultRule times(int n) {
        times = n;
        return this;
    }

    public FaultRule forever() {
        times = Long.MAX_VALUE;
        return this;
    }

    /** Answers this; the request has no effect. */
    public FaultRule status(int code, Map<String, String> headerFields, String content) {
        kind = Kind.STATUS;
        status = code;
        headers = Map.copyOf(headerFields);
        body = content.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public FaultRule status(int code) {
        return status(code, Map.of(), "");
    }

    /** Answers this body; the request has no effect. */
    public FaultRule body(int code, String contentType, String content) {
        return status(code, Map.of("Content-Type", contentType), content);
    }

    public FaultRule redirect(String location) {
        return status(302, Map.of("Location", location), "");
    }

    /** Lets this real time pass before the request has its effect; goes together with any other fault. */
    public FaultRule delay(Duration real) {
        delay = real;
        return this;
    }

    /**
     * Runs this before the request has its effect: what others do while it is on its way. On the thread of the request;
     * it may send requests itself.
     */
    public FaultRule meanwhile(Runnable others) {
        meanwhile = others;
        return this;
    }

    /** Lets this real time pass after the effect, before the answer; goes together with any other fault. */
    public FaultRule delayAnswer(Duration real) {
        answerDelay = real;
        return this;
    }

    /** Cuts the connection; the request has no effect. */
    public FaultRule resetBefore() {
        kind = Kind.RESET_BEFORE;
        return this;
    }

    /** The request has its effect, then the connection is cut before any byte of the answer. */
    public FaultRule resetAfter() {
        kind = Kind.RESET_AFTER;
        return this;
    }

    /** The request has its effect; the connection is cut after half of the answer's body. */
    public FaultRule truncated() {
        kind = Kind.TRUNCATED;
        return this;
    }

    /** Streams JSON of that size, a list of one long text; the request has no effect. */
    public FaultRule oversized(long bytes) {
        kind = Kind.OVERSIZED;
        size = bytes;
        return this;
    }

    /** Whether it strikes this request; counts it. Called by {@link Faults} under its lock. */
    boolean strikes(long index, String requestMethod, String requestPath) {
        boolean matches = exchange >= 0 ? exchange == index : which.test(requestMethod, requestPath);
        if (!matches || times <= 0) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        times--;
        return true;
    }

    public String label() {
        return kind == Kind.STATUS ? "status-" + status : kind.label;
    }
}
