package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Saveable;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class CredentialsStore implements AccessControlled, Saveable {
    @NonNull
    public ACL getACL() {
        throw Offline.missing("CredentialsStore.getACL");
    }
}
