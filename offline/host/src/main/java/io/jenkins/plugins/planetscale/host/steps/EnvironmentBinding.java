package io.jenkins.plugins.planetscale.host.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code NAME = credentials(…)} of Declarative Pipeline. */
public final class EnvironmentBinding extends MultiBinding<Login> {
    private final String variable;

    @DataBoundConstructor
    public EnvironmentBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    @Override
    protected Class<Login> type() {
        return Login.class;
    }

    @Override
    public MultiEnvironment bind(Run<?, ?> build, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException {
        Login login = getCredentials(build);
        if (login.user() == null) {
            return new MultiEnvironment(Map.of(variable, login.secret()), Map.of());
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(variable, login.user() + ":" + login.secret());
        secrets.put(variable + "_PSW", login.secret());
        return new MultiEnvironment(secrets, Map.of(variable + "_USR", login.user()));
    }

    @Override
    public Set<String> variables(Run<?, ?> build) {
        return Set.of(variable);
    }

    /** Describes it. */
    @Symbol("credentials")
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
