package io.jenkins.plugins.planetscale.client;

import java.io.IOException;

/** Gives the service token. Asked for every single request, so a rotated token is used from the next one on. */
@FunctionalInterface
public interface Authorization {
    /**
     * Called on the caller's thread by the blocking calls, on the client's authorization executor by the others.
     *
     * @throws IOException when there is no token to be had; its message is shown, so it says why and holds no secret
     */
    ServiceToken token() throws IOException;

    /**
     * An {@link IOException} that says so is not about a token that may come back in a moment: the access itself is not
     * for what is asked for, by the decision of a person. Its message is all that there is to say.
     */
    interface Withdrawn {}
}
