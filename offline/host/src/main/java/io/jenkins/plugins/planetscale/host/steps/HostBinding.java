package io.jenkins.plugins.planetscale.host.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;

/** Binds a credential that was given on the command line. */
abstract class HostBinding extends MultiBinding<Login> {
    HostBinding(String credentialsId) {
        super(credentialsId);
    }

    abstract MultiEnvironment bind(Login login);

    @Override
    protected final Class<Login> type() {
        return Login.class;
    }

    @Override
    public final MultiEnvironment bind(Run<?, ?> build, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException {
        return bind(getCredentials(build));
    }

    /** Describes one. */
    abstract static class Described extends BindingDescriptor<Login> {
        @Override
        protected final Class<Login> type() {
            return Login.class;
        }

        @Override
        public final boolean requiresWorkspace() {
            return false;
        }
    }
}
