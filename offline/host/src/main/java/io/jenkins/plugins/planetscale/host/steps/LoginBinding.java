package io.jenkins.plugins.planetscale.host.steps;

import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code usernamePassword(credentialsId: …, usernameVariable: …, passwordVariable: …)}. */
public final class LoginBinding extends HostBinding {
    private final String usernameVariable;
    private final String passwordVariable;

    @DataBoundConstructor
    public LoginBinding(String credentialsId, String usernameVariable, String passwordVariable) {
        super(credentialsId);
        this.usernameVariable = usernameVariable;
        this.passwordVariable = passwordVariable;
    }

    @Override
    MultiEnvironment bind(Login login) {
        return new MultiEnvironment(
                Map.of(passwordVariable, login.secret()), Map.of(usernameVariable, String.valueOf(login.user())));
    }

    /** Describes it. */
    @Symbol("usernamePassword")
    public static final class DescriptorImpl extends Described {}
}
