package org.jenkinsci.plugins.credentialsbinding;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException;

public abstract class MultiBinding<C extends StandardCredentials> extends AbstractDescribableImpl<MultiBinding<C>>
        implements ExtensionPoint {
    private final String credentialsId;

    protected MultiBinding(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    protected abstract Class<C> type();

    public final String getCredentialsId() {
        return credentialsId;
    }

    public abstract MultiBinding.MultiEnvironment bind(
            @NonNull Run<?, ?> build,
            @Nullable FilePath workspace,
            @Nullable Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException;

    public Set<String> variables(@NonNull Run<?, ?> build) throws CredentialNotFoundException {
        return Set.of();
    }

    @NonNull
    protected final C getCredentials(@NonNull Run<?, ?> build) throws CredentialNotFoundException {
        IdCredentials found = CredentialsProvider.findCredentialById(credentialsId, IdCredentials.class, build, null);
        if (found == null) {
            throw new CredentialNotFoundException("Could not find credentials entry with ID '" + credentialsId + "'");
        } else if (!type().isInstance(found)) {
            throw new CredentialNotFoundException("Credentials '" + credentialsId + "' is of type '"
                    + found.getDescriptor().getDisplayName() + "' where '"
                    + type().getSimpleName() + "' was expected");
        }
        return type().cast(CredentialsProvider.track(build, found));
    }

    public static final class MultiEnvironment implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Map<String, String> secretValues;
        private final Map<String, String> publicValues;

        public MultiEnvironment(Map<String, String> secretValues, Map<String, String> publicValues) {
            this.secretValues = new LinkedHashMap<>(secretValues);
            this.publicValues = new LinkedHashMap<>(publicValues);
        }

        @Deprecated
        public Map<String, String> getValues() {
            Map<String, String> all = new LinkedHashMap<>(publicValues);
            all.putAll(secretValues);
            return all;
        }

        public Map<String, String> getSecretValues() {
            return secretValues;
        }

        public Map<String, String> getPublicValues() {
            return publicValues;
        }
    }
}
