package io.jenkins.plugins.planetscale.service;

import java.time.Instant;

/**
 * The status of a driven operation, for the status page.
 *
 * @param owner whose work it is
 * @param run {@link hudson.model.Run#getExternalizableId} of the build for which it is done
 * @param connection the connection's name, or null before the first exchange
 * @param status what is being done, in a few words
 * @param since when this controller began to drive it
 * @param nextLook when PlanetScale is asked next, or null while it is being asked
 */
public record OperationStatus(
        String owner, String run, String connection, String status, Instant since, Instant nextLook) {}
