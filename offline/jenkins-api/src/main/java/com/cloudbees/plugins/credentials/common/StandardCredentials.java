package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;

@NameWith(priority = -16, value = StandardCredentials.NameProvider.class)
public interface StandardCredentials extends IdCredentials {
    @NonNull
    String getDescription();

    class NameProvider extends CredentialsNameProvider<StandardCredentials> {
        @NonNull
        public String getName(@NonNull StandardCredentials c) {
            throw Offline.missing("StandardCredentials.NameProvider.getName");
        }
    }
}
