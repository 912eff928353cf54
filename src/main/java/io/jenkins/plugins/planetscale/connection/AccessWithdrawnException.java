package io.jenkins.plugins.planetscale.connection;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.client.Authorization;

/** A connection or credential leads elsewhere by now, by the decision of an administrator: waiting is of no use. */
final class AccessWithdrawnException extends AbortException implements Authorization.Withdrawn {
    private static final long serialVersionUID = 1L;

    AccessWithdrawnException(String message) {
        super(message);
    }
}
