/**
 * The tables that a change touches: their schemas, hashes, diffs, and the history of the target.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.tables.ChangedTable}. In: the statements of a deploy
 * request, and schemas that were read. Out: differences by table. Threads: as the operation that holds them.
 */
package io.jenkins.plugins.planetscale.release.tables;
