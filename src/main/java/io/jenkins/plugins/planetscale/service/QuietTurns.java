package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Command;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Instant;

/**
 * Decides which steps of an operation need no callback: those after which it waits for the same as before and has
 * nothing to log. Every 30 seconds the callback runs all the same. Used in the driver's chain only.
 */
final class QuietTurns {
    private static final long TOLD_AT_LEAST_MILLIS = 30_000;

    private final DrivenOperation work;
    private Urgency told;
    private long toldAt;

    QuietTurns(DrivenOperation work) {
        this.work = work;
    }

    boolean isQuiet(Command next, Instant now) {
        Urgency urgency = next instanceof Command.Wait wait ? wait.urgency() : null;
        long millis = now.toEpochMilli();
        boolean quiet = urgency != null
                && urgency == told
                && millis >= toldAt
                && millis - toldAt < TOLD_AT_LEAST_MILLIS
                && work.onLook();
        if (!quiet) {
            told = urgency;
            toldAt = millis;
        }
        return quiet;
    }
}
