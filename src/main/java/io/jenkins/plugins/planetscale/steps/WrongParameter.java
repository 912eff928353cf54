package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;

/** A Jenkinsfile gives a step an argument that it does not take. Nothing was done. */
public final class WrongParameter extends AbortException {
    private static final long serialVersionUID = 1L;

    WrongParameter(String message) {
        super(message);
    }
}
