package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;

/** A PlanetScale service token: an id that may be shown, a secret that may not, and perhaps its organization. */
@NameWith(PlanetScaleServiceToken.NameProvider.class)
public interface PlanetScaleServiceToken extends StandardCredentials {
    /** What PlanetScale calls the token's id; not secret. */
    @NonNull
    String getTokenId();

    @NonNull
    Secret getSecret();

    /** The organization that the token belongs to, or null when nobody wrote it down. */
    @CheckForNull
    String getOrganization();

    /** Names a token by its token id, and by its description where there is one. */
    class NameProvider extends CredentialsNameProvider<PlanetScaleServiceToken> {
        @NonNull
        @Override
        public String getName(@NonNull PlanetScaleServiceToken token) {
            String description = Util.fixEmptyAndTrim(token.getDescription());
            return description == null ? token.getTokenId() : token.getTokenId() + " (" + description + ")";
        }
    }
}
