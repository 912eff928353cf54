package io.jenkins.plugins.planetscale.local;

import java.time.Instant;

/**
 * Something that happens by itself.
 *
 * @param due when
 * @param change what; it must leave its object in a state from which this transition is not offered again
 */
record Transition(Instant due, Runnable change) {}
