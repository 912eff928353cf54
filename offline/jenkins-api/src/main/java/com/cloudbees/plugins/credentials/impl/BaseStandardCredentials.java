package com.cloudbees.plugins.credentials.impl;

import com.cloudbees.plugins.credentials.BaseCredentials;
import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.UnsupportedEncodingException;
import java.util.UUID;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class BaseStandardCredentials extends BaseCredentials implements StandardCredentials {
    @NonNull
    private final String id;

    @NonNull
    private final String description;

    public BaseStandardCredentials(
            @CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {
        super(scope);
        this.id = id == null || id.isEmpty() ? UUID.randomUUID().toString() : id;
        this.description = Util.fixNull(description);
    }

    @Exported
    @NonNull
    public String getDescription() {
        return description;
    }

    @Exported
    @NonNull
    public String getId() {
        return id;
    }

    protected abstract static class BaseStandardCredentialsDescriptor extends CredentialsDescriptor {
        public String getCheckIdUrl(CredentialsStore store) throws UnsupportedEncodingException {
            throw Offline.missing("BaseStandardCredentials.BaseStandardCredentialsDescriptor.getCheckIdUrl");
        }
    }
}
