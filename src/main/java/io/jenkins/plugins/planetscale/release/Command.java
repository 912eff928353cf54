package io.jenkins.plugins.planetscale.release;

import java.time.Instant;

/**
 * What an {@link Operation} wants next: to send a call ({@link ApiRequest}), to {@link Wait}, or nothing more ({@link
 * End}).
 */
public sealed interface Command permits ApiRequest, Command.Wait, Command.End {
    /**
     * Nothing to do before {@code until}, unless the host learns earlier that {@code subject} has changed.
     *
     * @param urgency that it waits for a change of {@code subject}, so that the host may as well look sooner, or later
     *     where others are more urgent; null when {@code until} is meant as it is
     * @param latest when the operation's turn must come however busy the host is; null for no such time
     */
    record Wait(Instant until, ResourceRef subject, Urgency urgency, Instant latest) implements Command {}

    /** The operation has ended: see {@link Operation#result} and {@link Operation#failure}. */
    record End() implements Command {}
}
