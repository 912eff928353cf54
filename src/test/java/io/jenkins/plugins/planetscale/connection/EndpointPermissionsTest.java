package io.jenkins.plugins.planetscale.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.planetscale.Grants;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.verb.POST;

/** Who gets what from each web method of this room: everything, nothing (but no error), or a refusal. */
@WithSharedJenkins
class EndpointPermissionsTest {
    private static final List<Class<?>> FORMS = List.of(
            PlanetScaleServiceTokenImpl.DescriptorImpl.class,
            PlanetScaleServiceTokenBinding.DescriptorImpl.class,
            PlanetScaleConnection.DescriptorImpl.class,
            PlanetScaleConfiguration.class,
            PlanetScaleJobProperty.DescriptorImpl.class,
            PlanetScaleFolderProperty.DescriptorImpl.class);

    private static final List<String> USERS =
            List.of("admin", "manager", "systemReader", "configurer", "credentialer", "extended", "reader", "nobody");

    private final LocalPlanetScale planetScale = LocalPlanetScale.start();
    private JenkinsRule j;
    private FreeStyleProject job;

    @BeforeEach
    void people(JenkinsRule rule) throws Exception {
        j = rule;
        Jenkins.MANAGE.setEnabled(true);
        Jenkins.SYSTEM_READ.setEnabled(true);
        Item.EXTENDED_READ.setEnabled(true);
        planetScale.world().database("mechanica", "logistics");
        planetScale.world().token("tkn1", Fixture.SECRET, "mechanica");
        Fixture.store(Fixture.token("token-of-local", "tkn1"));
        PlanetScaleConnection local = Fixture.connection("local", "mechanica", null);
        local.setApiUrl(planetScale.url());
        Fixture.configure(local);
        job = j.createFreeStyleProject("job");
        Grants.in(j)
                .to("admin", Jenkins.ADMINISTER)
                .to("manager", Jenkins.READ, Jenkins.MANAGE, Item.READ)
                .to("systemReader", Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ)
                .to("configurer", Jenkins.READ, Item.READ, Item.CONFIGURE)
                .to("credentialer", Jenkins.READ, Item.READ, CredentialsProvider.UPDATE)
                .to("extended", Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .to("reader", Jenkins.READ, Item.READ)
                .to("nobody", Jenkins.READ);
    }

    @AfterEach
    void close() {
        planetScale.close();
        Jenkins.MANAGE.setEnabled(false);
        Jenkins.SYSTEM_READ.setEnabled(false);
        Item.EXTENDED_READ.setEnabled(false);
    }

    /** One call, what its answer holds when it tells something, and who gets what: + everything, - nothing, x 403. */
    private record Call(Class<?> form, String method, boolean inJob, String sign, String expected) {}

    // admin, manager, systemReader, configurer, credentialer, extended, reader, nobody; the last one cannot even see
    // the job: 404
    private static final List<Call> CALLS = List.of(
            new Call(PlanetScaleConnection.DescriptorImpl.class, "fillCredentialsIdItems", false, "tkn1", "+-------"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "fillCredentialsIdItems", true, "tkn1", "+------."),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "checkCredentialsId", false, "global", "+-------"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "checkCredentialsId", true, "global", "+------."),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "checkApiUrl", false, "must begin", "+-------"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "checkName", false, "is not a name", "+-------"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "checkRequestsPerMinute", false, "error", "+-------"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "testConnection", false, "mechanica", "+xxxxxxx"),
            new Call(PlanetScaleConnection.DescriptorImpl.class, "testConnection", true, "mechanica", "+xxxxxx."),
            new Call(
                    PlanetScaleServiceTokenImpl.DescriptorImpl.class, "testConnection", false, "mechanica", "+xxxxxxx"),
            new Call(PlanetScaleServiceTokenImpl.DescriptorImpl.class, "testConnection", true, "mechanica", "+xxx+xx."),
            new Call(
                    PlanetScaleServiceTokenImpl.DescriptorImpl.class,
                    "checkTokenId",
                    false,
                    "Enter the id",
                    "++++++++"),
            new Call(
                    PlanetScaleServiceTokenImpl.DescriptorImpl.class,
                    "fillConnectionItems",
                    false,
                    "local",
                    "+-------"),
            new Call(
                    PlanetScaleServiceTokenImpl.DescriptorImpl.class, "fillConnectionItems", true, "local", "+--+-+-."),
            new Call(PlanetScaleJobProperty.DescriptorImpl.class, "fillConnectionItems", false, "local", "+-------"),
            new Call(PlanetScaleJobProperty.DescriptorImpl.class, "fillConnectionItems", true, "local", "+--+-+-."),
            new Call(PlanetScaleJobProperty.DescriptorImpl.class, "fillDatabaseItems", false, "logistics", "+-------"),
            new Call(PlanetScaleJobProperty.DescriptorImpl.class, "fillDatabaseItems", true, "logistics", "+--+---."),
            new Call(PlanetScaleFolderProperty.DescriptorImpl.class, "fillConnectionItems", false, "local", "+-------"),
            new Call(PlanetScaleFolderProperty.DescriptorImpl.class, "fillConnectionItems", true, "local", "+--+-+-."),
            new Call(
                    PlanetScaleFolderProperty.DescriptorImpl.class,
                    "fillDatabaseItems",
                    false,
                    "logistics",
                    "+-------"),
            new Call(
                    PlanetScaleFolderProperty.DescriptorImpl.class,
                    "fillDatabaseItems",
                    true,
                    "logistics",
                    "+--+---."));

    @Test
    void everybodyGetsWhatIsHisAndNotMore() throws Exception {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Call call : CALLS) {
            StringBuilder seen = new StringBuilder();
            for (String user : USERS) {
                seen.append(outcome(post(call, user), call.sign()));
            }
            if (!seen.toString().equals(call.expected())) {
                wrong.put(call.toString(), seen.toString());
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void nothingAnswersAGet() throws Exception {
        for (Call call : CALLS) {
            int before = planetScale.exchanges().size();
            try (JenkinsRule.WebClient web = client("admin")) {
                WebResponse answer =
                        web.loadWebResponse(new WebRequest(new URL(url(call) + "?" + query(call)), HttpMethod.GET));
                assertTrue(
                        answer.getStatusCode() == 404 || answer.getStatusCode() == 405,
                        call + ": " + answer.getStatusCode());
                assertEquals(before, planetScale.exchanges().size());
            }
        }
    }

    @Test
    void thisTestKnowsEveryWebMethod() {
        TreeSet<String> there = new TreeSet<>();
        for (Class<?> form : FORMS) {
            for (Method method : form.getMethods()) {
                if (method.getName().matches("do[A-Z].*")
                        && method.getDeclaringClass().getPackage() == form.getPackage()
                        && !method.isSynthetic()) {
                    assertNotNull(method.getAnnotation(POST.class), method.toString());
                    there.add(form.getName()
                            + Character.toLowerCase(method.getName().charAt(2))
                            + method.getName().substring(3));
                }
            }
        }
        TreeSet<String> known = new TreeSet<>();
        CALLS.forEach(call -> known.add(call.form().getName() + call.method()));
        assertEquals(there, known);
    }

    private static char outcome(WebResponse answer, String sign) {
        return switch (answer.getStatusCode()) {
            case 200 -> answer.getContentAsString().contains(sign) ? '+' : '-';
            case 403 -> 'x';
            case 404 -> '.';
            default -> '?';
        };
    }

    private WebResponse post(Call call, String user) throws Exception {
        try (JenkinsRule.WebClient web = client(user)) {
            WebRequest request = new WebRequest(new URL(url(call)), HttpMethod.POST);
            request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
            request.setRequestBody(query(call));
            return web.loadWebResponse(request);
        }
    }

    private JenkinsRule.WebClient client(String user) {
        return j.createWebClient().withBasicApiToken(user).withThrowExceptionOnFailingStatusCode(false);
    }

    private String url(Call call) throws Exception {
        return j.getURL() + (call.inJob() ? job.getUrl() : "") + "descriptorByName/"
                + call.form().getName().replaceFirst("\\$DescriptorImpl$", "") + "/" + call.method();
    }

    private String query(Call call) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("apiUrl", planetScale.url());
        fields.put("database", call.method().startsWith("fill") ? "" : "logistics");
        fields.put("organization", "mechanica");
        fields.put("connection", call.method().startsWith("fill") ? "" : "local");
        fields.put("name", "prod");
        fields.put("tokenId", "tkn1");
        fields.put("secret", Fixture.SECRET);
        fields.put("credentialsId", call.method().startsWith("fill") ? "" : "token-of-local");
        fields.put(
                "value",
                switch (call.method()) {
                    case "checkCredentialsId" -> "gone";
                    case "checkApiUrl" -> "ftp://x";
                    case "checkName" -> "\"";
                    default -> "";
                });
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    @Test
    void onlyAnAdministratorChangesTheApiUrl() throws Exception {
        for (String user : USERS.subList(1, USERS.size())) {
            try (JenkinsRule.WebClient web = client(user)) {
                WebRequest request = new WebRequest(new URL(j.getURL() + "manage/configSubmit"), HttpMethod.POST);
                String name = PlanetScaleConfiguration.class.getName().replace('.', '-');
                request.setRequestBody("json="
                        + URLEncoder.encode(
                                "{\"" + name + "\": {\"connections\": {\"name\": \"local\", \"credentialsId\":"
                                        + " \"token-of-local\", \"apiUrl\": \"https://evil.example.org\","
                                        + " \"requestsPerMinute\": 600}}}",
                                StandardCharsets.UTF_8));
                request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
                web.loadWebResponse(request);
            }
            assertEquals(
                    planetScale.url(),
                    PlanetScaleConfiguration.get().connection("local").getApiUrl(),
                    user);
        }
    }
}
