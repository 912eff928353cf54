package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Looks up service tokens in Jenkins' credentials, and explains why one cannot be used. */
@Restricted(NoExternalUse.class)
public final class ServiceTokenLookup {
    private ServiceTokenLookup() {}

    /** @throws AbortException when the run cannot use the connection's credential; the message says why */
    static PlanetScaleServiceToken find(PlanetScaleConnection connection, Run<?, ?> run) throws AbortException {
        return find(connection, new Lookup() {
            @Override
            public <C extends IdCredentials> C find(String id, Class<C> type, List<DomainRequirement> where) {
                return CredentialsProvider.findCredentialById(id, type, run, where);
            }
        });
    }

    /**
     * As for a run, for forms: what a job in the item's place could use.
     *
     * @param item null for the whole controller
     */
    public static PlanetScaleServiceToken find(PlanetScaleConnection connection, Item item) throws AbortException {
        return find(connection, new Lookup() {
            @Override
            public <C extends IdCredentials> C find(String id, Class<C> type, List<DomainRequirement> where) {
                return CredentialsProvider.findCredentialByIdInItem(id, type, item, ACL.SYSTEM2, where);
            }
        });
    }

    private static PlanetScaleServiceToken find(PlanetScaleConnection connection, Lookup lookup) throws AbortException {
        String id = connection.getCredentialsId();
        if (id == null) {
            throw new AbortException(Messages.ServiceTokenLookup_none(connection.getName(), typeName()));
        }
        List<DomainRequirement> there = requirements(connection.getApiUrl());
        PlanetScaleServiceToken token = lookup.find(id, PlanetScaleServiceToken.class, there);
        if (token != null) {
            return token;
        }
        IdCredentials other = lookup.find(id, IdCredentials.class, there);
        if (other != null) {
            throw new AbortException(Messages.ServiceTokenLookup_otherType(
                    id, connection.getName(), other.getDescriptor().getDisplayName(), typeName()));
        }
        if (lookup.find(id, IdCredentials.class, List.of()) != null) {
            throw new AbortException(
                    Messages.ServiceTokenLookup_otherHost(id, connection.getName(), connection.getApiUrl()));
        }
        throw new AbortException(Messages.ServiceTokenLookup_missing(id, connection.getName(), typeName()));
    }

    /** The organization noted at the connection's credential, or null, also when the credential cannot be had. */
    static String organization(PlanetScaleConnection connection, Run<?, ?> run) {
        try {
            return find(connection, run).getOrganization();
        } catch (AbortException e) {
            return null; // whoever needs the token says why
        }
    }

    /** @throws AbortException when the connection is for another organization than the one that is asked for */
    public static void checkOrganization(PlanetScaleConnection connection, String organization) throws AbortException {
        String only = connection.getOrganization();
        if (only != null && !only.equals(organization)) {
            throw new AccessWithdrawnException(
                    Messages.RunAccess_connectionOfOther(connection.getName(), only, organization));
        }
    }

    /** @throws AbortException when the credential is for another organization than the one that is asked for */
    public static void checkOrganization(
            PlanetScaleServiceToken token, String organization, PlanetScaleConnection connection)
            throws AbortException {
        String only = token.getOrganization();
        if (only != null && !only.equals(organization)) {
            throw new AccessWithdrawnException(
                    Messages.RunAccess_otherOrganization(token.getId(), only, organization, connection.getName()));
        }
    }

    public static ServiceToken reveal(PlanetScaleServiceToken token) {
        return new ServiceToken(token.getTokenId(), token.getSecret().getPlainText());
    }

    /** The tokens for a connection; for who lacks Overall/Administer only the one chosen before. */
    static ListBoxModel choices(String current, String apiUrl) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return choices.includeCurrentValue(Util.fixNull(current));
        }
        return choices.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        Jenkins.get(),
                        PlanetScaleServiceToken.class,
                        requirements(apiUrl),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(current));
    }

    /** For who has Overall/Administer only: tells what exists. */
    static FormValidation check(String id, String apiUrl) {
        String wanted = Util.fixEmptyAndTrim(id);
        if (wanted == null) {
            return FormValidation.warning(Messages.ServiceTokenLookup_choose());
        }
        IdCredentials found = CredentialsProvider.findCredentialByIdInItemGroup(
                wanted, IdCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(apiUrl));
        if (found == null) {
            return FormValidation.warning(Messages.ServiceTokenLookup_notGlobal(wanted));
        }
        if (!(found instanceof PlanetScaleServiceToken)) {
            return FormValidation.error(Messages.ServiceTokenLookup_wrongChoice(
                    wanted, found.getDescriptor().getDisplayName(), typeName()));
        }
        if (((PlanetScaleServiceToken) found).getScope() == CredentialsScope.SYSTEM) {
            return FormValidation.error(Messages.ServiceTokenLookup_systemScope(wanted));
        }
        return FormValidation.ok();
    }

    private static List<DomainRequirement> requirements(String apiUrl) {
        String url = Util.fixEmptyAndTrim(apiUrl);
        return URIRequirementBuilder.fromUri(url == null ? PlanetScaleClient.DEFAULT_BASE_URL : url)
                .build();
    }

    private static String typeName() {
        return Messages.PlanetScaleServiceToken_displayName();
    }

    private interface Lookup {
        <C extends IdCredentials> C find(String id, Class<C> type, List<DomainRequirement> where);
    }
}
