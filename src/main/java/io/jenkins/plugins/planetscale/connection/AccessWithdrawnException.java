package io.jenkins.plugins.planetscale.connection;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.client.Authorization;

/**
 * The connection or credential of a step was changed by an administrator so that it leads elsewhere: retrying is of no
 * use.
 */
final class AccessWithdrawnException extends AbortException implements Authorization.Withdrawn {
    private static final long serialVersionUID = 1L;

    AccessWithdrawnException(String message) {
        super(message);
    }
}
