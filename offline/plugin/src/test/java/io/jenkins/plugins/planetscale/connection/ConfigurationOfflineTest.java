package io.jenkins.plugins.planetscale.connection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationOfflineTest {
    private static final String URL = "https://api.planetscale.com/v1";

    @TempDir
    private File home;

    private PlayedJenkins jenkins;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @Test
    void isStillThereAfterARestart() {
        PlanetScaleConnection connection = new PlanetScaleConnection("a", "token");
        connection.setOrganization("o");
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
        jenkins.close();
        jenkins = new PlayedJenkins(home);
        assertEquals("o", PlanetScaleConfiguration.get().connection("a").getOrganization());
        assertEquals("a", PlanetScaleConfiguration.get().getDefaultConnection().getName());
    }

    /** As a form and JCasC give it, and as it can stand in a file: an empty one is none, not one that nothing is for. */
    @Test
    void anEmptyOrganizationIsNone() throws Exception {
        for (String empty : new String[] {null, "", "  "}) {
            PlanetScaleConnection connection = new PlanetScaleConnection("a", "token");
            connection.setOrganization(empty);
            assertNull(connection.getOrganization());
            ServiceTokenLookup.checkOrganization(connection, "mechanica");
            PlanetScaleServiceTokenImpl token = new PlanetScaleServiceTokenImpl(
                    CredentialsScope.GLOBAL, "token", null, "id", Secret.fromString("secret"));
            token.setOrganization(empty);
            assertNull(token.getOrganization());
            ServiceTokenLookup.checkOrganization(token, "mechanica", connection);
        }
        String file = Jenkins.XSTREAM2.toXML(pinned("o"));
        PlanetScaleConnection read =
                (PlanetScaleConnection) Jenkins.XSTREAM2.fromXML(file.replace("<organization>o<", "<organization><"));
        assertNull(read.getOrganization());
        ServiceTokenLookup.checkOrganization(read, "mechanica");
    }

    private static PlanetScaleConnection pinned(String organization) {
        PlanetScaleConnection connection = new PlanetScaleConnection("a", "token");
        connection.setOrganization(organization);
        return connection;
    }

    @Test
    void refusesListsThatAreNotValid() {
        refused("Two PlanetScale connections are called", byDefault("a"), new PlanetScaleConnection("a", ""));
        refused("More than one", byDefault("a"), byDefault("b"));
        refused(
                "No PlanetScale connection is the default",
                new PlanetScaleConnection("a", ""),
                new PlanetScaleConnection("b", ""));
        refused("needs a name", new PlanetScaleConnection(" ", ""));
        PlanetScaleConnection bad = new PlanetScaleConnection("a", "");
        bad.setApiUrl("file:///etc/passwd");
        refused("The API URL must begin with", bad);
    }

    private static PlanetScaleConnection byDefault(String name) {
        PlanetScaleConnection connection = new PlanetScaleConnection(name, "");
        connection.setDefault(true);
        return connection;
    }

    private static void refused(String message, PlanetScaleConnection... connections) {
        PlanetScaleConfiguration configuration = PlanetScaleConfiguration.get();
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> configuration.setConnections(List.of(connections)));
        assertThat(e.getMessage(), containsString(message));
        assertThat(configuration.getConnections(), empty());
    }

    @Test
    void theFormChecksEachField() {
        jenkins.credentials.add(token(CredentialsScope.GLOBAL, "good"));
        jenkins.credentials.add(token(CredentialsScope.SYSTEM, "system"));
        PlanetScaleConnection.DescriptorImpl form = new PlanetScaleConnection.DescriptorImpl();
        assertEquals(FormValidation.Kind.OK, form.doCheckCredentialsId("good", URL).kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckCredentialsId("system", URL).kind);
        assertEquals(FormValidation.Kind.WARNING, form.doCheckCredentialsId("gone", URL).kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckName("").kind);
        assertEquals(FormValidation.Kind.WARNING, form.doCheckApiUrl("http://example.org").kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckRequestsPerMinute("0").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckRequestsPerMinute("600").kind);
    }

    @Test
    void connectionsAreOfferedToThoseWhoMayChoose() {
        PlanetScaleConfiguration.get().setConnections(List.of(new PlanetScaleConnection("production", "")));
        PlayedJenkins.Project job = new PlayedJenkins.Project(Jenkins.get(), "job");
        assertThat(RemoteChoices.connections(job, ""), hasSize(2));
        jenkins.denied.addAll(List.<Permission>of(
                Item.EXTENDED_READ, com.cloudbees.plugins.credentials.CredentialsProvider.USE_ITEM));
        ListBoxModel left = RemoteChoices.connections(job, "chosen before");
        assertThat(left, hasSize(2));
        assertEquals("chosen before", left.get(1).value);
        jenkins.denied.add(Jenkins.ADMINISTER);
        assertThat(RemoteChoices.connections(null, null), hasSize(1));
    }

    @Test
    void nothingIsConfiguredAtFirst() {
        assertNull(PlanetScaleConfiguration.get().getDefaultConnection());
    }

    private static PlanetScaleServiceTokenImpl token(CredentialsScope scope, String id) {
        return new PlanetScaleServiceTokenImpl(scope, id, "", "tkn1", Secret.fromString("secret"));
    }
}
