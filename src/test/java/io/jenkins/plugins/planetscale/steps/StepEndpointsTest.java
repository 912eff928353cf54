package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import io.jenkins.plugins.planetscale.Grants;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import io.jenkins.plugins.planetscale.testing.FormExamples;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.verb.POST;

/** Who gets what from each web method of the steps' forms. What is in them besides choices is only about their text. */
@WithSharedJenkins
class StepEndpointsTest {
    private static final List<String> USERS = List.of("admin", "configurer", "credentialer", "extended", "reader");

    /** What a form offers to choose from, by method: the value that only those may see who may configure. */
    private static final Map<String, String> SECRETS = Map.of(
            "fillConnectionItems", "production",
            "fillDatabaseItems", "logistics",
            "fillBranchItems", "dev-hidden",
            "fillIntoItems", "dev-hidden",
            "fillNameItems", "dev-hidden",
            "fillParentItems", "dev-hidden");

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;
    private WorkflowJob job;

    @BeforeEach
    void people(JenkinsRule rule) throws Exception {
        j = rule;
        Item.EXTENDED_READ.setEnabled(true);
        site.configure().devBranch("dev-hidden");
        job = LocalPlanetScaleFixture.job("job", "");
        Grants.in(j)
                .to("admin", Jenkins.ADMINISTER)
                .to("configurer", Jenkins.READ, Item.READ, Item.CONFIGURE)
                .to("credentialer", Jenkins.READ, Item.READ, CredentialsProvider.USE_ITEM)
                .to("extended", Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .to("reader", Jenkins.READ, Item.READ);
    }

    @AfterEach
    void close() {
        Item.EXTENDED_READ.setEnabled(false);
        site.close();
    }

    @Test
    void choicesAreOfferedOnlyToThoseWhoMayConfigure() throws Exception {
        Map<String, String> seen = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        for (Method method : methods()) {
            String sign = SECRETS.get(name(method));
            if (sign != null) {
                seen.put(title(method), row(method, true, sign) + " " + row(method, false, sign));
                String inTheJob = name(method).equals("fillConnectionItems") ? "++++-" : "+++--"; // a token is asked
                expected.put(title(method), inTheJob + " +----"); // and outside of it
            }
        }
        assertEquals(expected, seen);
        assertEquals(7, seen.size(), seen::toString); // of each name one, where it is declared
    }

    @Test
    void whatIsOnlyAboutTheTextIsAnsweredToEverybodyAndAsksNobody() throws Exception {
        int before = site.server.exchanges().size();
        for (Method method : methods()) {
            if (!SECRETS.containsKey(name(method))) {
                assertEquals("+++++", row(method, true, ""), title(method));
            }
        }
        assertEquals(before, site.server.exchanges().size());
    }

    @Test
    void nothingAnswersAGet() throws Exception {
        for (Method method : methods()) {
            assertNotNull(method.getAnnotation(POST.class), method.toString());
            try (JenkinsRule.WebClient web = client("admin")) {
                URL url = new URL(url(method, true) + "?" + query());
                int status =
                        web.loadWebResponse(new WebRequest(url, HttpMethod.GET)).getStatusCode();
                assertTrue(status == 404 || status == 405, title(method) + ": " + status);
            }
        }
        assertEquals(0, site.server.exchanges().size());
    }

    private static List<Class<?>> forms() {
        List<Class<?>> forms = new ArrayList<>(
                FormExamples.descriptors().stream().map(Object::getClass).toList());
        forms.add(GateSettings.DescriptorImpl.class);
        forms.add(ApprovalSettings.DescriptorImpl.class);
        return forms;
    }

    private static List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        for (Class<?> form : forms()) {
            for (Method method : form.getMethods()) {
                if (method.getName().matches("do[A-Z].*")
                        && method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.planetscale.")
                        && !method.isSynthetic()
                        && !methods.contains(method)) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private String row(Method method, boolean inJob, String sign) throws Exception {
        StringBuilder row = new StringBuilder();
        for (String user : USERS) {
            WebResponse answer = post(method, inJob, user);
            boolean has =
                    answer.getStatusCode() == 200 && answer.getContentAsString().contains(sign);
            row.append(has ? '+' : answer.getStatusCode() == 200 ? '-' : '?');
        }
        return row.toString();
    }

    private WebResponse post(Method method, boolean inJob, String user) throws Exception {
        try (JenkinsRule.WebClient web = client(user)) {
            WebRequest request = new WebRequest(new URL(url(method, inJob)), HttpMethod.POST);
            request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
            request.setRequestBody(query());
            return web.loadWebResponse(request);
        }
    }

    private JenkinsRule.WebClient client(String user) {
        return j.createWebClient().withBasicApiToken(user).withThrowExceptionOnFailingStatusCode(false);
    }

    private static String name(Method method) {
        return Character.toLowerCase(method.getName().charAt(2))
                + method.getName().substring(3);
    }

    private static String title(Method method) {
        return method.getDeclaringClass().getName().replaceAll(".*\\.", "") + "." + name(method);
    }

    private String url(Method method, boolean inJob) throws Exception {
        Class<?> form = forms().stream()
                .filter(method.getDeclaringClass()::isAssignableFrom)
                .findFirst()
                .orElseThrow()
                .getEnclosingClass();
        return j.getURL() + (inJob ? job.getUrl() : "") + "descriptorByName/" + form.getName() + "/" + name(method);
    }

    private static String query() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : List.of("connection", "organization", "database", "branch", "name", "parent", "into")) {
            fields.put(field, "");
        }
        fields.put("value", "x");
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }
}
