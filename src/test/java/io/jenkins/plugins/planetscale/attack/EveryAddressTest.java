package io.jenkins.plugins.planetscale.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommand;
import hudson.model.Item;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.WebApp;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.export.Exported;

/**
 * Every address that Stapler knows of the plugin is in {@code docs/security.md}, and the web methods of forms give everybody
 * what that says: in a job and elsewhere, and nothing by GET or without a crumb. The pages' are in {@link PagesByRoleTest}.
 */
@WithSharedJenkins
class EveryAddressTest {
    /** What an answer has that tells something; by the method, else by its name. Without one, any answer counts. */
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("doFillConnectionItems", "production"),
            Map.entry("doFillDatabaseItems", "logistics"),
            Map.entry("doFillBranchItems", "dev-hidden"),
            Map.entry("doFillIntoItems", "dev-hidden"),
            Map.entry("doFillNameItems", "dev-hidden"),
            Map.entry("doFillParentItems", "dev-hidden"),
            Map.entry("doTestConnection", "mechanica"),
            Map.entry("doFillCredentialsIdItems", LocalPlanetScaleFixture.TOKEN_ID),
            Map.entry("doCheckCredentialsId", "global"),
            Map.entry("doCheckApiUrl", "must begin"),
            Map.entry("doCheckRequestsPerMinute", "error"),
            Map.entry("PlanetScaleConnection.doCheckName", "is not a name"));

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;
    private WorkflowJob job;

    @BeforeEach
    void world(JenkinsRule rule) throws Exception {
        j = rule;
        site.configure().devBranch("dev-hidden");
        job = LocalPlanetScaleFixture.job("job", "");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void staplerDispatchesToNothingThatIsNotInTheDocument() throws Exception {
        TreeSet<String> there =
                j.executeOnServer(() -> Addresses.dispatched(WebApp.get(j.jenkins.getServletContext())));
        assertEquals(lines(SecurityDocument.methods()), lines(there));
        for (Class<?> type : Addresses.classes()) {
            for (Method method : type.getDeclaredMethods()) {
                assertTrue(!method.isAnnotationPresent(JavaScriptMethod.class), method::toString);
            }
        }
    }

    @Test
    void theOtherWaysInAreInTheDocumentToo() throws Exception {
        TreeSet<String> ways = new TreeSet<>();
        TreeSet<String> crumbless = new TreeSet<>();
        for (Class<?> type : Addresses.classes()) {
            String name = Addresses.outermost(type.getName());
            boolean exports = Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.isAnnotationPresent(Exported.class));
            if (CLICommand.class.isAssignableFrom(type) || exports) {
                ways.add(name);
            }
            if (UnprotectedRootAction.class.isAssignableFrom(type) || CrumbExclusion.class.isAssignableFrom(type)) {
                crumbless.add(name);
            }
            if (!Addresses.views(type).isEmpty() && type.getName().contains(".view.")) {
                ways.add(name);
            }
        }
        ways.addAll(crumbless);
        assertEquals("WebhookReceiver", String.join(" ", crumbless));
        List<String> told = SecurityDocument.otherWays();
        assertEquals(List.of(), ways.stream().filter(way -> !told.contains(way)).toList(), told::toString);
    }

    @Test
    void theFormsTellEverybodyWhatIsTheirsAndNotMore() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> seen = new TreeMap<>();
        try (Roles roles = new Roles(j)) {
            for (SecurityDocument.Form form : SecurityDocument.forms()) {
                for (Item item : new Item[] {job, null}) {
                    String title = form.method() + (item == null ? " elsewhere" : " in a job");
                    String address = address(form.method(), item);
                    StringBuilder should = new StringBuilder();
                    StringBuilder does = new StringBuilder();
                    for (String user : roles.all()) {
                        boolean may = roles.has(user, item == null ? form.elsewhere() : form.inJob(), item);
                        should.append(may ? form.asks() ? '!' : '+' : '-');
                        does.append(outcome(roles, user, form.method(), address));
                    }
                    expected.put(title, should + " " + roles.all());
                    seen.put(title, does + " " + roles.all());
                }
            }
        }
        assertEquals(lines(expected.entrySet()), lines(seen.entrySet()));
    }

    /** Told something by asking PlanetScale, told something, told nothing; or asked without telling, which is wrong. */
    private char outcome(Roles roles, String user, String method, String address) throws Exception {
        int before = asked();
        WebResponse answer = roles.send(user, HttpMethod.POST, address, true);
        String sign = SIGNS.getOrDefault(method, SIGNS.getOrDefault(method.substring(method.indexOf('.') + 1), ""));
        boolean tells =
                answer.getStatusCode() == 200 && answer.getContentAsString().contains(sign);
        boolean asks = asked() > before;
        return tells ? asks ? '!' : '+' : asks ? '?' : '-';
    }

    /** The button of a credential's form is for more people than the list of connections beside it. */
    @Test
    void theButtonOfATokenTellsNoNamesOfConnectionsThatTheListDoesNotTell() throws Exception {
        try (Roles roles = new Roles(j)) {
            for (String user : List.of("keeper", "updater", "admin")) {
                String address = address("PlanetScaleServiceTokenImpl.doTestConnection", job)
                        .replace("connection=production", "connection=gone");
                WebResponse answer = roles.send(user, HttpMethod.POST, address, true);
                assertEquals(200, answer.getStatusCode());
                assertTrue(answer.getContentAsString().contains("gone"), answer::getContentAsString);
                assertEquals(user.equals("admin"), answer.getContentAsString().contains("production"), user);
            }
        }
        assertEquals(0, asked());
    }

    @Test
    void noFormAnswersAGetOrWithoutCrumb() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (Roles roles = new Roles(j)) {
            for (SecurityDocument.Form form : SecurityDocument.forms()) {
                for (Item item : new Item[] {job, null}) {
                    String address = address(form.method(), item);
                    WebResponse got = roles.send("admin", HttpMethod.GET, address, false);
                    WebResponse crumbless = roles.send("admin", HttpMethod.POST, address, false);
                    if (!List.of(404, 405).contains(got.getStatusCode()) || crumbless.getStatusCode() != 403) {
                        wrong.add(address + ": " + got.getStatusCode() + ", " + crumbless.getStatusCode());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(0, asked());
    }

    @Test
    void theWebhookAsksForTheSignatureAlone() throws Exception {
        PlanetScaleConfiguration.get()
                .getConnections()
                .get(0)
                .setWebhookSecret(Secret.fromString("whs_of-the-test_0123456789"));
        try (Roles roles = new Roles(j)) {
            for (String user : roles.all()) {
                for (boolean crumb : new boolean[] {true, false}) {
                    WebResponse answer = roles.send(user, HttpMethod.POST, "planetscale-webhook/", crumb);
                    assertEquals(403, answer.getStatusCode(), user);
                }
                WebResponse got = roles.send(user, HttpMethod.GET, "planetscale-webhook/", false);
                assertEquals(404, got.getStatusCode(), user);
            }
        }
        assertEquals(0, asked());
    }

    private int asked() {
        return site.server.exchanges().size();
    }

    private static String address(String method, Item item) throws Exception {
        return (item == null ? "" : item.getUrl()) + Addresses.form(method) + Addresses.token(method) + "?"
                + query(method);
    }

    /** What a form sends along; what is being chosen is still empty. */
    private static String query(String method) {
        boolean fills = method.contains(".doFill");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("connection", fills ? "" : "production");
        fields.put("organization", fills ? "" : "mechanica");
        fields.put("database", fills ? "" : "logistics");
        for (String field : List.of("branch", "parent", "into", "name")) {
            fields.put(field, fills ? "" : "x");
        }
        fields.put("tokenId", LocalPlanetScaleFixture.TOKEN_ID);
        fields.put("secret", LocalPlanetScaleFixture.TOKEN_SECRET);
        fields.put("credentialsId", fills ? "" : "planetscale-token");
        fields.put(
                "apiUrl", PlanetScaleConfiguration.get().getConnections().get(0).getApiUrl());
        fields.put(
                "value",
                switch (method.substring(method.indexOf('.') + 1)) {
                    case "doCheckApiUrl" -> "ftp://x";
                    case "doCheckName" -> "\"";
                    case "doCheckRequestsPerMinute" -> "";
                    default -> "gone";
                });
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private static String lines(Iterable<?> things) {
        StringBuilder lines = new StringBuilder();
        things.forEach(thing -> lines.append(thing).append('\n'));
        return lines.toString();
    }
}
