package com.cloudbees.plugins.credentials.impl;

import com.cloudbees.plugins.credentials.BaseCredentials;
import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.UnsupportedEncodingException;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class BaseStandardCredentials extends BaseCredentials implements StandardCredentials {
    public BaseStandardCredentials(
            @CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {}

    @Exported
    @NonNull
    public String getDescription() {
        throw Offline.missing("BaseStandardCredentials.getDescription");
    }

    @Exported
    @NonNull
    public String getId() {
        throw Offline.missing("BaseStandardCredentials.getId");
    }

    protected abstract static class BaseStandardCredentialsDescriptor extends CredentialsDescriptor {
        public String getCheckIdUrl(CredentialsStore store) throws UnsupportedEncodingException {
            throw Offline.missing("BaseStandardCredentials.BaseStandardCredentialsDescriptor.getCheckIdUrl");
        }
    }
}
