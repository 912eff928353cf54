package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code withCredentials} for a service token: sets the environment variables that PlanetScale's own tools read. The
 * secret is masked; the id is public and is not.
 */
public class PlanetScaleServiceTokenBinding extends MultiBinding<PlanetScaleServiceToken> {
    public static final String ID_VARIABLE = "PLANETSCALE_SERVICE_TOKEN_ID";
    public static final String SECRET_VARIABLE = "PLANETSCALE_SERVICE_TOKEN";

    private String idVariable = ID_VARIABLE;
    private String secretVariable = SECRET_VARIABLE;
    private String tokenVariable;

    @DataBoundConstructor
    public PlanetScaleServiceTokenBinding(String credentialsId) {
        super(credentialsId);
    }

    /** The variable that receives the token's id. */
    public String getIdVariable() {
        return idVariable;
    }

    @DataBoundSetter
    public void setIdVariable(String idVariable) {
        String name = Util.fixEmptyAndTrim(idVariable);
        this.idVariable = name == null ? ID_VARIABLE : name;
    }

    /** The variable that receives the token's secret. */
    public String getSecretVariable() {
        return secretVariable;
    }

    @DataBoundSetter
    public void setSecretVariable(String secretVariable) {
        String name = Util.fixEmptyAndTrim(secretVariable);
        this.secretVariable = name == null ? SECRET_VARIABLE : name;
    }

    /** The variable that receives {@code id:secret}, as the API's header Authorization wants it; null for none. */
    public String getTokenVariable() {
        return tokenVariable;
    }

    @DataBoundSetter
    public void setTokenVariable(String tokenVariable) {
        this.tokenVariable = Util.fixEmptyAndTrim(tokenVariable);
    }

    @Override
    protected Class<PlanetScaleServiceToken> type() {
        return PlanetScaleServiceToken.class;
    }

    /** @throws CredentialNotFoundException when there is none of that id, or it is of another type */
    @Override
    public MultiEnvironment bind(
            @NonNull Run<?, ?> build,
            @Nullable FilePath workspace,
            @Nullable Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        PlanetScaleServiceToken token = getCredentials(build);
        String secret = token.getSecret().getPlainText();
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(secretVariable, secret);
        if (tokenVariable != null) {
            secrets.put(tokenVariable, token.getTokenId() + ":" + secret);
        }
        return new MultiEnvironment(secrets, Map.of(idVariable, token.getTokenId()));
    }

    @Override
    public Set<String> variables(@NonNull Run<?, ?> build) {
        return tokenVariable == null ? Set.of(secretVariable) : Set.of(secretVariable, tokenVariable);
    }

    @Extension
    @Symbol("planetscaleServiceToken")
    public static class DescriptorImpl extends BindingDescriptor<PlanetScaleServiceToken> {
        @Override
        protected Class<PlanetScaleServiceToken> type() {
            return PlanetScaleServiceToken.class;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleServiceToken_displayName();
        }

        @Override
        public boolean requiresWorkspace() {
            return false;
        }
    }
}
