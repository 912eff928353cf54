package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static io.jenkins.plugins.planetscale.connection.Fixture.configure;
import static io.jenkins.plugins.planetscale.connection.Fixture.connection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class RunAccessTest {
    private static final DatabaseTarget TARGET = new DatabaseTarget("prod", new DatabaseRef("mechanica", "logistics"));

    private Folder folder;
    private Run<?, ?> run;

    @BeforeEach
    void build(JenkinsRule j) throws Exception {
        folder = j.createProject(Folder.class, "team");
        run = j.buildAndAssertSuccess(folder.createProject(FreeStyleProject.class, "release"));
        configure(connection("prod"));
    }

    @Test
    void givesWhatTheAdministratorSetAndTheToken() throws Exception {
        PlanetScaleConnection prod = connection("prod");
        prod.setApiUrl("http://127.0.0.1:8581/v1");
        prod.setRequestsPerMinute(60);
        configure(prod);
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        RunAccess access = TargetResolver.access(run, TARGET);
        assertEquals("prod", access.connection());
        assertEquals("http://127.0.0.1:8581/v1", access.baseUrl());
        assertEquals(60, access.requestsPerMinute());
        assertEquals("token-of-prod", access.credentialsId());
        assertEquals(new ServiceToken("tkn1", SECRET), access.token());
        assertThat(access.toString(), not(containsString(SECRET)));
    }

    @Test
    void aRotatedTokenIsUsedFromTheNextCallOn() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        RunAccess access = TargetResolver.access(run, TARGET);
        assertEquals("tkn1", access.token().id());
        Fixture.store(Fixture.token(CredentialsScope.GLOBAL, "token-of-prod", "tkn2", "other"));
        assertEquals(new ServiceToken("tkn2", "other"), access.token());
    }

    @Test
    void theUseOfTheCredentialIsTracked() throws Exception {
        PlanetScaleServiceTokenImpl token = Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        assertNull(CredentialsProvider.getFingerprintOf(token));
        RunAccess access = TargetResolver.access(run, TARGET);
        access.token();
        access.token();
        assertNotNull(CredentialsProvider.getFingerprintOf(token).getRangeSet("team/release"));
        assertFalse(CredentialsProvider.getFingerprintOf(token)
                .getRangeSet("team/release")
                .isEmpty());
    }

    @Test
    void aFolderMayKeepATokenOfItsOwn() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "global"));
        CredentialsStore store = null;
        for (CredentialsStore candidate : CredentialsProvider.lookupStores(folder)) {
            store = candidate.getContext() == folder ? candidate : store;
        }
        assertNotNull(store);
        store.addCredentials(Domain.global(), Fixture.token("token-of-prod", "ofTheFolder"));
        assertEquals("ofTheFolder", TargetResolver.access(run, TARGET).token().id());
    }

    @Test
    void saysThatTheCredentialIsMissing() throws Exception {
        assertThat(
                refusal(),
                containsString(
                        "The credential \"token-of-prod\" of the PlanetScale connection \"prod\" does not exist"));
        assertThat(refusal(), containsString("\"PlanetScale service token\""));
        Fixture.store(Fixture.token(CredentialsScope.SYSTEM, "token-of-prod", "tkn1", SECRET));
        assertThat(refusal(), containsString("its scope must not be System"));
    }

    @Test
    void saysThatTheCredentialIsOfAnotherType() throws Exception {
        Fixture.store(
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token-of-prod", "", Secret.fromString(SECRET)));
        String message = refusal();
        assertThat(message, containsString("is of the type \"Secret text\", not \"PlanetScale service token\""));
        assertThat(message, containsString("Manage Jenkins > System > PlanetScale"));
        assertThat(message, not(containsString(SECRET)));
    }

    @Test
    void saysThatTheConnectionNamesNoCredential() {
        configure(new PlanetScaleConnection("prod", ""));
        assertEquals("", TargetResolver.access(run, TARGET).credentialsId());
        assertThat(refusal(), containsString("The PlanetScale connection \"prod\" names no credential."));
    }

    @Test
    void aTokenWhoseDomainIsAnotherHostStaysHere() throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        Domain domain = new Domain("elsewhere", "", List.of(new HostnameSpecification("elsewhere.example.org", "")));
        provider.getDomainCredentialsMap()
                .put(domain, new java.util.ArrayList<>(List.of(Fixture.token("token-of-prod", "t"))));
        provider.save();
        assertThat(refusal(), containsString("does not cover https://api.planetscale.com/v1"));
    }

    @Test
    void aTokenOfAnotherOrganizationIsNotSent() throws Exception {
        PlanetScaleServiceTokenImpl token = Fixture.token("token-of-prod", "tkn1");
        token.setOrganization("acme");
        Fixture.store(token);
        assertThat(
                refusal(),
                containsString("is for the PlanetScale organization \"acme\", but \"mechanica\" is asked for"));
    }

    @Test
    void aConnectionThatWasDeletedMeanwhileSaysSo() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        RunAccess access = TargetResolver.access(run, TARGET);
        configure(connection("other"));
        assertThat(
                assertThrows(AbortException.class, access::token).getMessage(),
                containsString("There is no PlanetScale connection \"prod\". Name one of \"other\""));
        assertEquals(
                "https://api.planetscale.com/v1",
                TargetResolver.access(run, TARGET).baseUrl());
        assertThat(refusal(), containsString("There is no PlanetScale connection \"prod\""));
    }

    @Test
    void theTokenDoesNotFollowWhenTheConnectionLeadsElsewhere() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        RunAccess access = TargetResolver.access(run, TARGET);
        PlanetScaleConnection moved = connection("prod");
        moved.setApiUrl("https://elsewhere.example.org/v1");
        configure(moved);
        assertThrows(AccessWithdrawnException.class, access::token);
    }

    @Test
    void norDoesItAfterARestart() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        String began = TargetResolver.apiUrl(TARGET);
        PlanetScaleConnection moved = connection("prod");
        moved.setApiUrl("https://elsewhere.example.org/v1");
        configure(moved);
        RunAccess access = TargetResolver.access(run, TARGET, began);
        assertEquals("https://api.planetscale.com/v1", access.baseUrl());
        assertThrows(AccessWithdrawnException.class, access::token);
    }

    @Test
    void theOrganizationOfTheConnectionIsLookedAtForEveryRequest() throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        RunAccess access = TargetResolver.access(run, TARGET);
        assertEquals("tkn1", access.token().id());
        PlanetScaleConnection pinned = connection("prod");
        pinned.setOrganization("acme");
        configure(pinned);
        assertThrows(AccessWithdrawnException.class, access::token);
    }

    private String refusal() {
        return assertThrows(AbortException.class, TargetResolver.access(run, TARGET)::token)
                .getMessage();
    }
}
