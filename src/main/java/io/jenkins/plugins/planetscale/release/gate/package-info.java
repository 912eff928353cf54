/**
 * The gates of a change.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.gate.Gates}. In: {@code Gates.Evidence}: statements,
 * schemas, history, storage. Out: findings with levels, or a {@code GateRefusedException}. Threads: as the operation
 * that holds them; no I/O.
 */
package io.jenkins.plugins.planetscale.release.gate;
