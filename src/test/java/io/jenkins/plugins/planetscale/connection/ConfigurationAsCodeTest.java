package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    private static final String WEBHOOK_SECRET = "whs_S3cr3t-of-the-webhook";

    @Test
    @ConfiguredWithCode("casc.yaml")
    void isImported(JenkinsConfiguredWithCodeRule j) throws Exception {
        assertImported();
        assertThat(Fixture.grep(j.jenkins.getRootDir().toPath(), SECRET), empty());
        assertThat(Fixture.grep(j.jenkins.getRootDir().toPath(), WEBHOOK_SECRET), empty());
    }

    @Test
    @ConfiguredWithCode("casc.yaml")
    void whatIsExportedCanBeImportedAgainAndShowsNoSecret(JenkinsConfiguredWithCodeRule j, @TempDir Path directory)
            throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        String exported = out.toString(StandardCharsets.UTF_8);
        assertThat(exported, not(containsString(SECRET)));
        assertThat(exported, not(containsString(WEBHOOK_SECRET)));
        assertThat(exported, containsString("planetscaleServiceToken:"));
        assertThat(exported, containsString("requestsPerMinute: 60"));

        PlanetScaleConfiguration.get().setConnections(List.of());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        Path file = Files.writeString(directory.resolve("exported.yaml"), ours(exported));
        ConfigurationAsCode.get().configure(file.toString());
        assertImported();
    }

    /** The parts of an export that are this plugin's; others' need not be importable. */
    private static String ours(String exported) {
        StringBuilder ours = new StringBuilder();
        String root = "";
        String second = "";
        for (String line : exported.split("\n")) {
            if (line.matches("\\S.*")) {
                root = line;
                second = "";
            } else if (line.matches("  \\S.*")) {
                second = line;
            }
            boolean planetscale = root.equals("unclassified:") && (second.isEmpty() || second.equals("  planetscale:"));
            if (root.equals("credentials:") || planetscale) {
                ours.append(line).append('\n');
            }
        }
        return ours.toString();
    }

    @Test
    @ConfiguredWithCode("casc.yaml")
    void whatIsNotValidIsRefusedAndChangesNothing(JenkinsConfiguredWithCodeRule j) {
        String yaml = "unclassified: {planetscale: {connections: [{name: a, apiUrl: 'ftp://example.org'}]}}";
        ConfiguratorException e = assertThrows(ConfiguratorException.class, () -> ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))));
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        assertThat(messages.toString(), containsString("The API URL must begin with https://"));
        assertEquals(2, PlanetScaleConfiguration.get().getConnections().size());
    }

    /** As an empty field of the form: for any organization, not for one without a name. */
    @Test
    @ConfiguredWithCode("casc.yaml")
    void anEmptyOrganizationIsNone(JenkinsConfiguredWithCodeRule j) throws Exception {
        String yaml =
                "{credentials: {system: {domainCredentials: [{credentials: [{planetscaleServiceToken: {scope: GLOBAL,"
                        + " id: t, tokenId: tkn1, secret: s, organization: ''}}]}]}}, unclassified: {planetscale: {connections:"
                        + " [{name: a, credentialsId: t, organization: ''}]}}}";
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        assertNull(PlanetScaleConfiguration.get().connection("a").getOrganization());
        PlanetScaleServiceTokenImpl token = (PlanetScaleServiceTokenImpl)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertNull(token.getOrganization());
    }

    private static void assertImported() {
        PlanetScaleServiceTokenImpl token = (PlanetScaleServiceTokenImpl)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertEquals("tkn1", token.getTokenId());
        assertEquals(SECRET, token.getSecret().getPlainText());
        assertEquals("mechanica", token.getOrganization());
        assertEquals("for releases", token.getDescription());
        PlanetScaleConfiguration configuration = PlanetScaleConfiguration.get();
        assertEquals(2, configuration.getConnections().size());
        PlanetScaleConnection prod = configuration.connection("prod");
        assertEquals("token-of-prod", prod.getCredentialsId());
        assertEquals(new Defaults("prod", "mechanica", "logistics"), prod.defaults());
        assertEquals("https://api.planetscale.com/v1", prod.getApiUrl());
        assertEquals(600, prod.getRequestsPerMinute());
        assertEquals(List.of(WEBHOOK_SECRET), prod.webhookSecrets());
        assertTrue(prod.isDefault());
        PlanetScaleConnection local = configuration.connection("local");
        assertEquals(new Defaults("local", null, null), local.defaults());
        assertEquals("http://127.0.0.1:8581/v1", local.getApiUrl());
        assertEquals(60, local.getRequestsPerMinute());
        assertNull(local.getWebhookSecret());
        assertFalse(local.isDefault());
    }
}
