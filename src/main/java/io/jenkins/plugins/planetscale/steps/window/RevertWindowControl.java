package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Drives the {@link RevertWindow} operation of a step, and keeps the decision about it. Persisted with the step, so
 * that a decision is carried out after a restart as well. Thread-safe.
 */
final class RevertWindowControl implements Serializable {
    private static final long serialVersionUID = 1L;

    private enum WindowChoice {
        NONE,
        KEEP,
        REVERT
    }

    private final DurableOperation.Callback host;
    private final int deployRequest;
    private final DurableOperation driven;
    private volatile boolean opened;
    private volatile Instant end;
    private volatile WindowChoice decision = WindowChoice.NONE;
    private volatile String reason;

    RevertWindowControl(DurableOperation.Callback host, int deployRequest, RevertWindow window) {
        this.host = host;
        this.deployRequest = deployRequest;
        this.driven = new DurableOperation(host, window);
    }

    void start() {
        driven.start();
    }

    /** Resumes after a restart, with the decision set before its first step. */
    void resume() throws IOException {
        driven.resume(left -> effect().accept((RevertWindow) left));
    }

    void stop() {
        driven.stop();
    }

    /** Returns the operation when it has seen the window open and this is the first call since; otherwise null. */
    RevertWindow seenOpen() {
        if (driven.operation() instanceof RevertWindow window && window.opened()) {
            synchronized (this) {
                end = window.windowEnd();
                boolean first = !opened;
                opened = true;
                return first ? window : null;
            }
        }
        return null;
    }

    boolean isOpened() {
        return opened;
    }

    boolean isDecided() {
        return decision != WindowChoice.NONE;
    }

    /**
     * Keeps, unless something was decided before: the first decision counts.
     *
     * @param why for PlanetScale's history and the step's result; persisted
     * @return whether it counts
     */
    boolean keep(String why) {
        return decide(WindowChoice.KEEP, why);
    }

    /** As {@link #keep}, and reverts. */
    boolean revert(String why) {
        return decide(WindowChoice.REVERT, why);
    }

    private boolean decide(WindowChoice what, String why) {
        synchronized (this) {
            if (isDecided()) {
                return false;
            }
            decision = what;
            reason = why;
        }
        applyDecision();
        host.buildContext().save(); // it may take long until it is sent to PlanetScale
        return true;
    }

    /** Why it was decided; null before that. */
    String reason() {
        return reason;
    }

    /** Passes the decision to the operation. */
    void applyDecision() {
        Consumer<RevertWindow> effect = effect();
        driven.change((Operation<?> operation) -> effect.accept((RevertWindow) operation));
    }

    private Consumer<RevertWindow> effect() {
        String why = reason;
        return switch (decision) {
            case KEEP -> window -> window.keep(why);
            case REVERT -> window -> window.revert(why);
            case NONE -> window -> {};
        };
    }

    /** Polls at once instead of after the usual interval. */
    void pollNow() {
        driven.change(operation -> {});
    }

    String howToRevert() {
        return opened
                ? "The change is live and its revert window "
                        + (end == null ? "is open" : "is open until " + HumanFormat.clock(end))
                        + "; to revert it: planetscaleRevert deployRequest: " + deployRequest + "."
                : "The change was left as it is.";
    }

    /** For a thread dump. */
    String status() {
        Instant until = end;
        return !isDecided() && opened && until != null
                ? "holding the revert window of deploy request #" + deployRequest + ", "
                        + HumanFormat.time(
                                Duration.between(PlanetScaleService.get().now(), until)) + " left"
                : driven.status();
    }
}
