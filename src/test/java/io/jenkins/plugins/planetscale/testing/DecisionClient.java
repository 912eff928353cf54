package io.jenkins.plugins.planetscale.testing;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Presses the buttons of deploy request 1 of a build, as scripts do. */
public record DecisionClient(JenkinsRule j, LocalPlanetScaleFixture site, WorkflowRun run) {
    public static final String DATABASE = "mechanica/logistics";

    /** What a user is told; {@code user} null for nobody. */
    public Response post(String user, String verb) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        return post(user == null ? client : client.withBasicApiToken(user), verb, HttpMethod.POST, user == null);
    }

    public Response post(JenkinsRule.WebClient client, String verb, HttpMethod method, boolean crumb) throws Exception {
        URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale/decision/" + verb
                + "?deployRequest=1&database=" + URLEncoder.encode(DATABASE, StandardCharsets.UTF_8));
        WebRequest request = new WebRequest(url, method);
        request.setAdditionalHeader("Accept", "application/json");
        return new Response(
                client.getPage(crumb ? client.addCrumb(request) : request).getWebResponse());
    }

    public record Response(int status, String url, String text) {
        Response(WebResponse answer) {
            this(answer.getStatusCode(), answer.getWebRequest().getUrl().getPath(), answer.getContentAsString());
        }

        public String message() {
            return JSONObject.fromObject(text).getString("message");
        }
    }

    public ReleaseRecord entry() {
        return ReleaseRecorder.find(run, DATABASE, 1);
    }

    public void awaitOutcome(String outcome) {
        await().atMost(TestLimits.HANGING)
                .until(() -> outcome.equals(String.valueOf(entry().getOutcome())) && entry().openDecision() == null);
    }

    /** The problem of the decision that was not carried out. */
    public String awaitProblem() {
        return await().atMost(TestLimits.HANGING)
                .until(
                        () -> entry().getDecisions().stream()
                                .map(DecisionRecord::getProblem)
                                .filter(problem -> problem != null)
                                .findFirst()
                                .orElse(null),
                        problem -> problem != null);
    }

    /** Whether such a call was made, with or without an effect. */
    public boolean tried(String call) {
        return site.server.exchanges().stream()
                .anyMatch(exchange -> exchange.resource().endsWith(call));
    }

    /** Calls that had an effect. */
    public long sent(String call) {
        return sent(site, call);
    }

    public static long sent(LocalPlanetScaleFixture site, String call) {
        return site.server.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals("POST") && exchange.status() < 300 && exchange.status() > 0)
                .map(RecordedExchange::resource)
                .filter(path -> path.endsWith(call))
                .count();
    }
}
