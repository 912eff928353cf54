package org.jenkinsci.plugins.credentialsbinding;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException;

public abstract class MultiBinding<C extends StandardCredentials> extends AbstractDescribableImpl<MultiBinding<C>>
        implements ExtensionPoint {
    protected MultiBinding(String credentialsId) {}

    protected abstract Class<C> type();

    public final String getCredentialsId() {
        throw Offline.missing("MultiBinding.getCredentialsId");
    }

    public abstract MultiBinding.MultiEnvironment bind(
            @NonNull Run<?, ?> build,
            @Nullable FilePath workspace,
            @Nullable Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException;

    public Set<String> variables(@NonNull Run<?, ?> build) throws CredentialNotFoundException {
        throw Offline.missing("MultiBinding.variables");
    }

    @NonNull
    protected final C getCredentials(@NonNull Run<?, ?> build) throws CredentialNotFoundException {
        throw Offline.missing("MultiBinding.getCredentials");
    }

    public static final class MultiEnvironment implements Serializable {
        public MultiEnvironment(Map<String, String> secretValues, Map<String, String> publicValues) {}

        @Deprecated
        public Map<String, String> getValues() {
            throw Offline.missing("MultiBinding.MultiEnvironment.getValues");
        }

        public Map<String, String> getSecretValues() {
            throw Offline.missing("MultiBinding.MultiEnvironment.getSecretValues");
        }

        public Map<String, String> getPublicValues() {
            throw Offline.missing("MultiBinding.MultiEnvironment.getPublicValues");
        }
    }
}
