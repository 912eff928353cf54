package io.jenkins.plugins.planetscale.release;

import java.time.Instant;

/** What an {@link Operation} wants next: an {@link ApiRequest}, a {@link Wait}, or nothing more ({@link End}). */
public sealed interface Command permits ApiRequest, Command.Wait, Command.End {
    /** Nothing to do before {@code until}, unless the host learns earlier that {@code subject} has changed. */
    record Wait(Instant until, ResourceRef subject) implements Command {}

    /** The operation has ended: see {@link Operation#result} and {@link Operation#failure}. */
    record End() implements Command {}
}
