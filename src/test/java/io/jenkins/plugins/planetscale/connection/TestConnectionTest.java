package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ProxyConfiguration;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class TestConnectionTest {
    private final LocalPlanetScale planetScale = LocalPlanetScale.start();
    private JenkinsRule j;

    @BeforeEach
    void world(JenkinsRule rule) {
        j = rule;
        planetScale.world().database("mechanica", "logistics");
        planetScale.world().database("mechanica", "billing");
        planetScale.world().token("full", SECRET, "mechanica");
    }

    @AfterEach
    void close() {
        planetScale.close();
    }

    @Test
    void aCompleteTokenPassesAndSaysWhatWasNotTested() {
        report(
                Kind.OK,
                probe("full", SECRET, "mechanica", "logistics"),
                "PlanetScale accepts the token. Organizations it sees: mechanica.",
                "All reading accesses that the steps need for mechanica/logistics are there.",
                "Not tested, as only writing would show it: create_branch");
        assertTrue(planetScale.exchanges().stream().allMatch(e -> e.method().equals("GET")));
    }

    @Test
    void eachMissingAccessIsNamed() {
        for (String access : List.of("read_database", "read_deploy_request")) {
            List<String> accesses = new ArrayList<>(Accesses.MINIMAL);
            accesses.remove(access);
            accesses.add("read_backups");
            planetScale.world().token("less", SECRET, "mechanica", accesses.toArray(new String[0]));
            report(
                    Kind.ERROR,
                    probe("less", SECRET, "mechanica", "logistics"),
                    "Missing for mechanica/logistics: " + access + ".");
        }
        planetScale.world().token("less", SECRET, "mechanica", "read_database", "read_deploy_request");
        report(Kind.ERROR, probe("less", SECRET, "mechanica", "logistics"), "mechanica/logistics: read_branch.");
        planetScale.world().token("less", SECRET, "mechanica", Accesses.MINIMAL.toArray(new String[0]));
        report(
                Kind.WARNING,
                probe("less", SECRET, "mechanica", "logistics"),
                "All reading accesses",
                "Not there: read_backups. Only backups, and branches with data that have a cluster size, need it.");
    }

    @Test
    void aNameThatIsWrongIsToldFromAMissingAccess() {
        report(
                Kind.ERROR,
                probe("full", SECRET, "mechanica", "nowhere"),
                "The database mechanica/nowhere does not exist, or the token may read nothing there.");
        report(
                Kind.ERROR,
                probe("full", SECRET, "acme", null),
                "The token does not see the organization \u201Cacme\u201D.");
    }

    @Test
    void theOnlyOrganizationNeedNotBeNamed() {
        report(Kind.OK, probe("full", SECRET, "", ""), "sees: mechanica.", "Name a database to test");
        report(Kind.OK, probe("full", SECRET, null, "billing"), "for mechanica/billing are there");
    }

    @Test
    void anUnknownTokenIsNamedAndItsSecretIsNot() {
        report(
                Kind.ERROR,
                probe("full", SECRET + "x", null, null),
                "PlanetScale does not accept the service token full");
        report(Kind.ERROR, probe("full", "", null, null), "is empty");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSo() {
        String url = planetScale.url();
        planetScale.close();
        report(
                Kind.ERROR,
                TokenProbe.report(at(url), new ServiceToken("full", SECRET), null, null),
                "PlanetScale could not be reached at 127.0.0.1");
    }

    @Test
    void goesThroughTheProxyOfJenkins() throws Exception {
        j.jenkins.setProxy(new ProxyConfiguration(
                "127.0.0.1", URI.create(planetScale.url()).getPort()));
        report(
                Kind.OK,
                TokenProbe.report(at("http://planetscale.invalid/v1"), new ServiceToken("full", SECRET), null, null),
                "sees: mechanica.");
        assertEquals(1, planetScale.exchanges().size());
    }

    @Test
    void spendsTheBudgetThatBuildsUseAndLeavesThemTheLast() {
        RateBudget shared = PlanetScaleService.get()
                .budget(planetScale.url(), TokenFingerprint.of(new ServiceToken("full", SECRET)), "of a build", 30);
        report(Kind.OK, probe("full", SECRET, null, null), "sees: mechanica.");
        assertEquals(1, shared.used());
        for (int i = 0; i < 26; i++) {
            shared.reserve(false).poll();
        }
        report(Kind.ERROR, probe("full", SECRET, null, null), "Builds need all requests");
        assertEquals(1, planetScale.exchanges().size());
    }

    @Test
    void leavesNoThreadBehind() {
        for (int i = 0; i < 20; i++) {
            probe("full", SECRET, "mechanica", "logistics");
        }
        long left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("PlanetScale HTTP"))
                .count();
        assertEquals(0, left);
    }

    @Test
    void theButtonOfTheCredentialFormSendsTheTokenToAConnectionOfTheAdministratorOnly() throws Exception {
        PlanetScaleConnection local = Fixture.connection("local");
        local.setApiUrl(planetScale.url());
        Fixture.configure(local);
        PlanetScaleServiceTokenImpl.DescriptorImpl form =
                j.jenkins.getDescriptorByType(PlanetScaleServiceTokenImpl.DescriptorImpl.class);
        report(
                Kind.OK,
                form.doTestConnection(null, "full", SECRET, "mechanica", "local", "logistics"),
                "All reading accesses");
        int before = planetScale.exchanges().size();
        report(
                Kind.ERROR,
                form.doTestConnection(null, "full", SECRET, "mechanica", planetScale.url(), "logistics"),
                "There is no PlanetScale connection \"" + planetScale.url() + "\". Name one of \"local\"");
        assertEquals(before, planetScale.exchanges().size());
    }

    @Test
    void theButtonOfTheConnectionFormTriesTheStoredToken() throws Exception {
        PlanetScaleConnection.DescriptorImpl form =
                j.jenkins.getDescriptorByType(PlanetScaleConnection.DescriptorImpl.class);
        report(
                Kind.ERROR,
                form.doTestConnection("prod", "ps", planetScale.url(), "", ""),
                "The credential \"ps\" of the PlanetScale connection \"prod\" does not exist");
        Fixture.store(Fixture.token("ps", "full"));
        report(Kind.OK, form.doTestConnection("prod", "ps", planetScale.url(), "", ""), "sees: mechanica.");
        report(
                Kind.ERROR,
                form.doTestConnection("prod", "ps", "file:///etc/passwd", "", ""),
                "The API URL must begin with https://");
    }

    @Test
    void theButtonWorksInTheBrowser() throws Exception {
        Fixture.store(Fixture.token("token-of-local", "full"));
        PlanetScaleConnection local = Fixture.connection("local", "mechanica", "logistics");
        local.setApiUrl(planetScale.url());
        Fixture.configure(local);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.goTo("configure");
            j.getButtonByCaption(page.getFormByName("config"), "Test connection")
                    .click();
            web.waitForBackgroundJavaScript(10_000);
            assertThat(
                    page.asNormalizedText(),
                    allOf(containsString("All reading accesses"), not(containsString(SECRET))));
        }
    }

    private FormValidation probe(String id, String secret, String organization, String database) {
        return TokenProbe.report(at(planetScale.url()), new ServiceToken(id, secret), organization, database);
    }

    private static PlanetScaleConnection at(String url) {
        PlanetScaleConnection connection = Fixture.connection("tried");
        connection.setApiUrl(url);
        return connection;
    }

    private static void report(Kind kind, FormValidation report, String... texts) {
        String html = report.renderHtml().replace("&quot;", "\"");
        assertEquals(kind, report.kind, html);
        for (String text : texts) {
            assertThat(html, containsString(text));
        }
        assertThat(html, not(containsString(SECRET)));
    }
}
