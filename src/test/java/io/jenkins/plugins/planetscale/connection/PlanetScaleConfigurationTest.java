package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.asDefault;
import static io.jenkins.plugins.planetscale.connection.Fixture.configure;
import static io.jenkins.plugins.planetscale.connection.Fixture.connection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class PlanetScaleConfigurationTest {
    private static final String URL = "https://api.planetscale.com/v1";

    @Test
    void survivesTheForm(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("token-of-prod", "tkn1"));
        PlanetScaleConnection prod = asDefault(connection("prod", "mechanica", "logistics"));
        PlanetScaleConnection local = connection("local");
        local.setApiUrl("http://127.0.0.1:8581/v1/");
        local.setRequestsPerMinute(60);
        local.setWebhookSecret(Secret.fromString("whs_first\nwhs_second"));
        configure(prod, local);
        List<PlanetScaleConnection> before =
                new ArrayList<>(PlanetScaleConfiguration.get().getConnections());

        j.configRoundtrip();

        List<PlanetScaleConnection> after = PlanetScaleConfiguration.get().getConnections();
        assertEquals(2, after.size());
        for (int i = 0; i < 2; i++) {
            j.assertEqualBeans(
                    before.get(i),
                    after.get(i),
                    "name,credentialsId,organization,database,apiUrl,requestsPerMinute,webhookSecret,default");
        }
        assertEquals("http://127.0.0.1:8581/v1", after.get(1).getApiUrl());
        assertEquals(List.of(), after.get(0).webhookSecrets());
        assertEquals(List.of("whs_first", "whs_second"), after.get(1).webhookSecrets());
    }

    @Test
    void theLastConnectionCanBeRemovedInTheForm(JenkinsRule j) throws Exception {
        configure(connection("only"));
        HtmlForm form = j.createWebClient().goTo("configure").getFormByName("config");
        j.getButtonByCaption(form, "Delete connection").click();
        j.submit(form);
        assertThat(PlanetScaleConfiguration.get().getConnections(), empty());
    }

    @Test
    void theFormRefusesWhatIsNotValidAndChangesNothing(JenkinsRule j) throws Exception {
        configure(connection("only"));
        JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = web.goTo("configure").getFormByName("config");
        form.getInputByName("_.apiUrl").setValue("ftp://example.org");
        HtmlPage answer = j.submit(form);
        assertThat(answer.asNormalizedText(), containsString("The API URL must begin with https://"));
        assertEquals(URL, PlanetScaleConfiguration.get().getConnections().get(0).getApiUrl());
    }

    @Test
    void isStillThereAfterLoading(JenkinsRule j) {
        configure(connection("a", "o", "d"));
        PlanetScaleConfiguration loaded = new PlanetScaleConfiguration();
        assertEquals("o", loaded.connection("a").getOrganization());
        assertEquals(URL, loaded.connection("a").getApiUrl());
    }

    @Test
    void anOnlyConnectionIsTheDefaultAndOfSeveralTheMarkedOne(JenkinsRule j) {
        PlanetScaleConfiguration configuration = PlanetScaleConfiguration.get();
        assertNull(configuration.getDefaultConnection());
        PlanetScaleConnection a = connection("a");
        configure(a);
        assertSame(a, configuration.getDefaultConnection());
        PlanetScaleConnection b = asDefault(connection("b"));
        configure(a, b);
        assertSame(b, configuration.getDefaultConnection());
        assertNull(configuration.connection("c"));
        assertNull(configuration.connection(null));
    }

    @Test
    void refusesListsThatAreNotValid(JenkinsRule j) {
        refused("Two PlanetScale connections are called \u201Ca\u201D", asDefault(connection("a")), connection("a"));
        refused("More than one", asDefault(connection("a")), asDefault(connection("b")));
        refused("No PlanetScale connection is the default", connection("a"), connection("b"));
        refused("needs a name", connection(" "));
        refused("is not a name", connection("a\"b"));
        PlanetScaleConnection greedy = connection("a");
        greedy.setRequestsPerMinute(0);
        refused("at least 1 request", greedy);
        for (String url : List.of("ftp://x", "file:///etc/passwd", "x", "https://", "https://u:p@x", "https://x?a=b")) {
            PlanetScaleConnection bad = connection("a");
            bad.setApiUrl(url);
            refused("The API URL must begin with", bad);
        }
    }

    private static void refused(String message, PlanetScaleConnection... connections) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> configure(connections));
        assertThat(e.getMessage(), containsString(message));
        assertThat(PlanetScaleConfiguration.get().getConnections(), empty());
    }

    @Test
    void theFormSaysWhatIsWrongWithACredential(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("good", "tkn1"));
        Fixture.store(Fixture.token(CredentialsScope.SYSTEM, "system", "tkn1", "x"));
        Fixture.store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("x")));
        check(FormValidation.Kind.OK, "", "good");
        check(FormValidation.Kind.ERROR, "Change its scope to Global", "system");
        check(FormValidation.Kind.ERROR, "Choose a \u201CPlanetScale service token\u201D", "text");
        check(FormValidation.Kind.WARNING, "no global credential", "gone");
        check(FormValidation.Kind.WARNING, "Choose a service token", "");
    }

    private static void check(FormValidation.Kind kind, String message, String credentialsId) {
        FormValidation validation = new PlanetScaleConnection.DescriptorImpl().doCheckCredentialsId(credentialsId, URL);
        assertEquals(kind, validation.kind, credentialsId);
        assertThat(String.valueOf(validation.getMessage()), containsString(message));
    }

    @Test
    void theFormChecksNameUrlAndBudget(JenkinsRule j) {
        PlanetScaleConnection.DescriptorImpl form = new PlanetScaleConnection.DescriptorImpl();
        assertEquals(FormValidation.Kind.OK, form.doCheckName("prod").kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckName("").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckApiUrl("").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckApiUrl("http://localhost:1/v1").kind);
        assertEquals(FormValidation.Kind.WARNING, form.doCheckApiUrl("http://example.org").kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckApiUrl("gopher://example.org").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckRequestsPerMinute("600").kind);
        assertEquals(FormValidation.Kind.ERROR, form.doCheckRequestsPerMinute("0").kind);
    }
}
