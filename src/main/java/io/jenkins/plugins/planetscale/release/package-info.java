/**
 * The protocol of release work: an operation that says what it wants next, and is told what came of it.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.Operation}. In: the time, and answers of calls. Out: a
 * {@code Command}: a request, a wait, or the end. Threads: one thread at a time, as the host decides; no operation
 * blocks, sleeps or does I/O.
 */
package io.jenkins.plugins.planetscale.release;
