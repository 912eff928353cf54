package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class BaseCredentials implements Credentials {
    protected BaseCredentials() {}

    @CheckForNull
    public CredentialsScope getScope() {
        throw Offline.missing("BaseCredentials.getScope");
    }

    @NonNull
    public CredentialsDescriptor getDescriptor() {
        throw Offline.missing("BaseCredentials.getDescriptor");
    }
}
