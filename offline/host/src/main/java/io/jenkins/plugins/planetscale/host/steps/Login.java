package io.jenkins.plugins.planetscale.host.steps;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;

/** A credential given on the command line: a secret, with a user's name or without. */
public final class Login extends BaseStandardCredentials {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final Secret secret;

    /** @param user null for a secret text */
    public Login(String id, String user, Secret secret) {
        super(CredentialsScope.GLOBAL, id, null);
        this.user = user;
        this.secret = secret;
    }

    String user() {
        return user;
    }

    String secret() {
        return secret.getPlainText();
    }

    /** Describes it. */
    public static final class DescriptorImpl extends CredentialsDescriptor {
        @Override
        public String getDisplayName() {
            return "credential of the host";
        }
    }
}
