package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;

@NameWith(priority = -16, value = StandardCredentials.NameProvider.class)
public interface StandardCredentials extends IdCredentials {
    @NonNull
    String getDescription();

    class NameProvider extends CredentialsNameProvider<StandardCredentials> {
        @NonNull
        public String getName(@NonNull StandardCredentials c) {
            String description = Util.fixEmptyAndTrim(c.getDescription());
            return description == null ? c.getId() : c.getId() + " (" + description + ")";
        }
    }
}
