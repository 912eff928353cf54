package org.jenkinsci.plugins.pipeline.modeldefinition.model;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

public abstract class CredentialsBindingHandler<C extends StandardCredentials> implements ExtensionPoint {
    public boolean handles(StandardCredentials c) {
        return type().isInstance(c);
    }

    @NonNull
    public abstract Class<? extends StandardCredentials> type();

    @NonNull
    public abstract List<Map<String, Object>> getWithCredentialsParameters(String credentialsId);

    public static class EnvVarResolver implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String value;

        public EnvVarResolver() {
            this("%s");
        }

        public EnvVarResolver(String value) {
            this.value = value;
        }

        public String resolve(String varName) {
            return String.format(value, varName);
        }
    }
}
