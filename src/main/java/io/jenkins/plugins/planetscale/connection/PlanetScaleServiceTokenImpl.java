package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** A service token that is stored in Jenkins. */
public class PlanetScaleServiceTokenImpl extends BaseStandardCredentials implements PlanetScaleServiceToken {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("lgtm[jenkins/plaintext-storage]") // the id is public, PlanetScale itself shows it
    private final String tokenId;

    private final Secret secret;
    private String organization;

    @DataBoundConstructor
    public PlanetScaleServiceTokenImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            String tokenId,
            Secret secret) {
        super(scope, id, description);
        this.tokenId = Util.fixNull(tokenId).trim();
        this.secret = secret == null ? Secret.fromString("") : secret;
    }

    @NonNull
    @Override
    public String getTokenId() {
        return Util.fixNull(tokenId);
    }

    @NonNull
    @Override
    public Secret getSecret() {
        return secret;
    }

    @Override
    public String getOrganization() {
        return Util.fixEmptyAndTrim(organization); // a file can say anything
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    @Extension
    @Symbol("planetscaleServiceToken")
    public static class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleServiceToken_displayName();
        }

        @Override
        public String getIconClassName() {
            return "symbol-service-token plugin-planetscale";
        }

        /** Whether the user of the current request may press the button; the form leaves it out otherwise. */
        @Restricted(NoExternalUse.class) // Jelly
        public boolean isTestAllowed() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            Item item = request == null ? null : request.findAncestorObject(Item.class);
            return item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(CredentialsProvider.CREATE) || item.hasPermission(CredentialsProvider.UPDATE);
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        @SuppressWarnings("lgtm[jenkins/no-permission-check]") // tells nothing
        public FormValidation doCheckTokenId(@QueryParameter String value) {
            return FormPermissions.required(value, Messages.PlanetScaleServiceToken_needsTokenId());
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return RemoteChoices.connections(item, connection);
        }

        /**
         * Tries the token that stands in the form. It goes to PlanetScale, or to the API URL of a connection that an
         * administrator has set up, and nowhere else. Needs Overall/Administer, or in a folder or job
         * Credentials/Create or Credentials/Update there.
         */
        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String tokenId,
                @QueryParameter String secret,
                @QueryParameter String organization,
                @QueryParameter String connection,
                @QueryParameter String database) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else if (!item.hasPermission(CredentialsProvider.CREATE)) {
                item.checkPermission(CredentialsProvider.UPDATE);
            }
            String name = Util.fixEmptyAndTrim(connection);
            PlanetScaleConnection tried =
                    name == null ? null : PlanetScaleConfiguration.get().connection(name);
            if (name != null && tried == null) {
                return FormValidation.error(
                        FormPermissions.mayChoose(item) // else the names of the others are not told
                                ? TargetResolver.unknown(name)
                                : Messages.PlanetScaleServiceToken_noConnection(name));
            }
            if (tried == null) {
                tried = new PlanetScaleConnection("", null);
            }
            ServiceToken token = new ServiceToken(
                    Util.fixNull(tokenId).trim(), Secret.fromString(secret).getPlainText());
            return TokenProbe.report(tried, token, organization, database);
        }
    }
}
