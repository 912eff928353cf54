package io.jenkins.plugins.planetscale.client;

import java.io.IOException;

/** Supplies the service token. Called for each request, so that a rotated token is used from the next request on. */
@FunctionalInterface
public interface Authorization {
    /**
     * Called on the caller's thread by the blocking calls, on the client's authorization executor by the others.
     *
     * @throws IOException when there is no token to be had; its message is shown, so it says why and holds no secret
     */
    ServiceToken token() throws IOException;

    /**
     * Marks an {@link IOException} that says that access was withdrawn on purpose, such as by an administrator: there
     * is no token to wait for, so it is not retried. Its message is shown as it is.
     */
    interface Withdrawn {}
}
