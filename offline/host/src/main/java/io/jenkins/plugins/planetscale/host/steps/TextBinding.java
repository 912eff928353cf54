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

/** {@code string(credentialsId: …, variable: …)}. */
public final class TextBinding extends MultiBinding<Login> {
    private final String variable;

    @DataBoundConstructor
    public TextBinding(String credentialsId, String variable) {
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
        return new MultiEnvironment(Map.of(variable, login.secret()), Map.of());
    }

    @Override
    public Set<String> variables(Run<?, ?> build) {
        return Set.of(variable);
    }

    /** Describes it. */
    @Symbol("string")
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
