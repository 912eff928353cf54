package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;

public class CredentialsMatchers {
    CredentialsMatchers() {}

    @NonNull
    public static CredentialsMatcher always() {
        throw Offline.missing("CredentialsMatchers.always");
    }
}
