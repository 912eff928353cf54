package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A connection set up by an administrator: the API's address, the token to send there, and defaults for what a job
 * leaves out. Jobs select a connection by name and cannot change it, so a token is sent to no other host.
 *
 * <p>Values are validated when they become part of the {@link PlanetScaleConfiguration}.
 */
public class PlanetScaleConnection implements Describable<PlanetScaleConnection> {
    private final String name;
    private final String credentialsId;
    private String organization;
    private String database;
    private String apiUrl = PlanetScaleClient.DEFAULT_BASE_URL;
    private int requestsPerMinute = RateBudget.DEFAULT_PER_MINUTE;
    private boolean isDefault;
    private Secret webhookSecret;

    @DataBoundConstructor
    public PlanetScaleConnection(String name, String credentialsId) {
        this.name = Util.fixNull(name).trim();
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** What jobs and steps call it. */
    @NonNull
    public String getName() {
        return name;
    }

    /** The id of a {@link PlanetScaleServiceToken}, or null. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** The only organization this connection is for, or null when a job may name any that the token can see. */
    @CheckForNull
    public String getOrganization() {
        return Util.fixEmptyAndTrim(organization); // a file can say anything
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    /** The database when nobody names one, or null. */
    @CheckForNull
    public String getDatabase() {
        return database;
    }

    @DataBoundSetter
    public void setDatabase(String database) {
        this.database = Util.fixEmptyAndTrim(database);
    }

    /** Where requests, and the token with them, go. */
    @NonNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(String apiUrl) {
        String url = Util.fixEmptyAndTrim(apiUrl);
        this.apiUrl = url == null ? PlanetScaleClient.DEFAULT_BASE_URL : url.replaceAll("/+$", "");
    }

    /** How many requests the token may make in any 60 seconds. */
    public int getRequestsPerMinute() {
        return requestsPerMinute;
    }

    @DataBoundSetter
    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** Whether it is taken when nobody names a connection. */
    public boolean isDefault() {
        return isDefault;
    }

    @DataBoundSetter
    public void setDefault(boolean isDefault) {
        this.isDefault = isDefault;
    }

    /** What PlanetScale signs the events of its webhooks with, or null; several are apart by white space. */
    @CheckForNull
    public Secret getWebhookSecret() {
        return webhookSecret;
    }

    @DataBoundSetter
    public void setWebhookSecret(Secret webhookSecret) {
        this.webhookSecret =
                webhookSecret == null || webhookSecret.getPlainText().isBlank() ? null : webhookSecret;
    }

    /** One for each webhook, as PlanetScale makes them up. */
    public List<String> webhookSecrets() {
        Secret secret = webhookSecret;
        return secret == null
                ? List.of()
                : List.of(secret.getPlainText().strip().split("\\s+"));
    }

    Defaults defaults() {
        return new Defaults(name, organization, database);
    }

    /**
     * All form checks and drop-down lists need Overall/Administer: the form is part of the global configuration only.
     */
    @Extension
    public static class DescriptorImpl extends Descriptor<PlanetScaleConnection> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlanetScaleConnection_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doCheckName(@QueryParameter String value) {
            return admin()
                    ? problem(ConnectionValidator.name(Util.fixNull(value).trim()))
                    : FormValidation.ok();
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doCheckApiUrl(@QueryParameter String value) {
            String url = Util.fixEmptyAndTrim(value);
            if (!admin() || url == null) {
                return FormValidation.ok();
            }
            String problem = ConnectionValidator.apiUrl(url);
            if (problem == null && ConnectionValidator.isPlainHttp(url)) {
                return FormValidation.warning(Messages.PlanetScaleConnection_inClear());
            }
            return problem(problem);
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doCheckRequestsPerMinute(@QueryParameter String value) {
            return admin() ? FormValidation.validatePositiveInteger(value) : FormValidation.ok();
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String credentialsId, @QueryParameter String apiUrl) {
            return ServiceTokenLookup.choices(credentialsId, apiUrl);
        }

        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter String apiUrl) {
            return admin() ? ServiceTokenLookup.check(value, apiUrl) : FormValidation.ok();
        }

        /** Tries the stored token at the API URL in the form. Needs Overall/Administer. */
        @POST
        @Restricted(NoExternalUse.class) // Stapler
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String credentialsId,
                @QueryParameter String apiUrl,
                @QueryParameter String organization,
                @QueryParameter String database) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            PlanetScaleConnection tried = new PlanetScaleConnection(name, credentialsId);
            tried.setApiUrl(apiUrl);
            String problem = ConnectionValidator.apiUrl(tried.getApiUrl());
            if (problem != null) {
                return FormValidation.error(problem);
            }
            return ConnectionDirectory.test(tried, organization, database);
        }

        private static boolean admin() {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }

        private static FormValidation problem(String problem) {
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
