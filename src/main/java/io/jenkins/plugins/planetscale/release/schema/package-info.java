/**
 * Reads {@code SHOW CREATE TABLE} and the statements of a change, and compares two tables.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.schema.SchemaComparison}. In: SQL text. Out: a list of
 * {@code Difference}, or an {@code UnreadableSqlException}. Threads: immutable, for any thread.
 */
package io.jenkins.plugins.planetscale.release.schema;
