package io.jenkins.plugins.planetscale.host.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code usernamePassword(credentialsId: …, usernameVariable: …, passwordVariable: …)}. */
public final class LoginBinding extends MultiBinding<Login> {
    private final String usernameVariable;
    private final String passwordVariable;

    @DataBoundConstructor
    public LoginBinding(String credentialsId, String usernameVariable, String passwordVariable) {
        super(credentialsId);
        this.usernameVariable = usernameVariable;
        this.passwordVariable = passwordVariable;
    }

    @Override
    protected Class<Login> type() {
        return Login.class;
    }

    @Override
    public MultiEnvironment bind(Run<?, ?> build, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException {
        Login login = getCredentials(build);
        return new MultiEnvironment(
                Map.of(passwordVariable, login.secret()), Map.of(usernameVariable, String.valueOf(login.user())));
    }

    @Override
    public Set<String> variables(Run<?, ?> build) {
        return Set.of(passwordVariable);
    }

    /** Describes it. */
    @Symbol("usernamePassword")
    public static final class DescriptorImpl extends BindingDescriptor<Login> {
        @Override
        protected Class<Login> type() {
            return Login.class;
        }

        @Override
        public boolean requiresWorkspace() {
            return false;
        }
    }
}
