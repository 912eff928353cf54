package org.jenkinsci.plugins.credentialsbinding.impl;

import hudson.AbortException;

public class CredentialNotFoundException extends AbortException {
    CredentialNotFoundException() {
        super(null);
    }
}
