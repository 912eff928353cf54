package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class BaseCredentials implements Credentials {
    @CheckForNull
    private final CredentialsScope scope;

    protected BaseCredentials() {
        this(null);
    }

    public BaseCredentials(@CheckForNull CredentialsScope scope) {
        this.scope = scope;
    }

    @CheckForNull
    public CredentialsScope getScope() {
        return scope;
    }

    @NonNull
    public CredentialsDescriptor getDescriptor() {
        return (CredentialsDescriptor) Offline.controller().extensions().descriptor(getClass());
    }
}
