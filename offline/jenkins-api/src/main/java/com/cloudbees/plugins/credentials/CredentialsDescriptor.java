package com.cloudbees.plugins.credentials;

import hudson.model.Descriptor;
import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class CredentialsDescriptor extends Descriptor<Credentials> {
    protected CredentialsDescriptor() {}

    public String getIconClassName() {
        throw Offline.missing("CredentialsDescriptor.getIconClassName");
    }
}
