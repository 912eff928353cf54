package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.model.CredentialsBindingHandler;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Makes {@code environment { X = credentials('id') }} of Declarative Pipeline take a service token: {@code X_USR} is its
 * id, {@code X_PSW} its secret and {@code X} both with a colon between them, as for a user name with a password.
 */
@Restricted(NoExternalUse.class)
@Extension(optional = true)
public class PlanetScaleServiceTokenHandler extends CredentialsBindingHandler<PlanetScaleServiceToken> {
    @NonNull
    @Override
    public Class<? extends StandardCredentials> type() {
        return PlanetScaleServiceToken.class;
    }

    @NonNull
    @Override
    public List<Map<String, Object>> getWithCredentialsParameters(String credentialsId) {
        return List.of(Map.of(
                "$class", PlanetScaleServiceTokenBinding.class.getName(),
                "credentialsId", credentialsId,
                "idVariable", new EnvVarResolver("%s_USR"),
                "secretVariable", new EnvVarResolver("%s_PSW"),
                "tokenVariable", new EnvVarResolver()));
    }
}
