package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Saveable;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import jenkins.model.Jenkins;

public abstract class CredentialsStore implements AccessControlled, Saveable {
    @NonNull
    public ACL getACL() {
        return Jenkins.get().getACL();
    }
}
