package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ServiceToken;
import java.io.IOException;

/**
 * The API's address and the token for a step's calls. Made anew for every step execution and never persisted. Called on
 * several background threads of the service.
 */
public interface ApiAccess {
    /** The connection's name, for people. */
    String connection();

    /** The address below which the API lies, as an admin configured it: never from a job or a build. */
    String baseUrl();

    /** How many requests a minute this connection allows its token; the lowest of all that use the token holds. */
    int requestsPerMinute();

    /**
     * The token to use now. Asked for every request on a background thread of the service, so it may block on a
     * credential look-up, and a rotated token is used from the next request on.
     *
     * @throws IOException when there is none to be had; its message is shown to people, so it names cause and remedy
     *     and holds no secret
     */
    ServiceToken token() throws IOException;
}
