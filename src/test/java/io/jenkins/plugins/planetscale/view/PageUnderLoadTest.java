package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The page of a build about 200 tables, at which 50 people look: what it costs Jenkins, and that it costs PlanetScale nothing. */
@WithSharedJenkins
class PageUnderLoadTest {
    private static final int TABLES = 200;
    private static final int PEOPLE = 50;
    private static final int MOST_BYTES = 60_000;

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        site.close();
    }

    private CompletableFuture<HttpResponse<String>> get(JenkinsRule j, WorkflowRun run, String what) throws Exception {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(j.getURL() + run.getUrl() + "planetscale/" + what))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int bytes(HttpResponse<String> answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void fiftyPeopleWhoLookAtTwoHundredTablesCostPlanetScaleNothing(JenkinsRule j) throws Exception {
        site.configure().manyTables(TABLES);
        WorkflowRun run =
                LocalPlanetScaleFixture.job("release", """
                planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn']
                semaphore 'staged'
                """).scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("staged/1", run);
        int asked = site.server.exchanges().size();

        String version = "";
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            answers.add(get(j, run, ""));
            answers.add(get(j, run, "live"));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get().statusCode());
            boolean live = answer.get().body().startsWith("{");
            version = live ? JSONObject.fromObject(answer.get().body()).getString("version") : version;
            assertTrue(!live || bytes(answer.get()) <= MOST_BYTES, () -> answer.join()
                    .body());
        }
        long before = System.nanoTime();
        HttpResponse<String> live = get(j, run, "live").get();
        long millis = (System.nanoTime() - before) / 1_000_000;
        HttpResponse<String> api = get(j, run, "api/json?depth=3").get();
        System.out.printf(
                "figures: JSON of the page for %d tables: %d bytes, %d ms; of its API: %d bytes%n",
                TABLES, bytes(live), millis, bytes(api));
        assertTrue(bytes(live) <= MOST_BYTES, bytes(live) + " bytes");
        assertTrue(bytes(api) <= MOST_BYTES, bytes(api) + " bytes");
        JSONObject entry =
                JSONObject.fromObject(live.body()).getJSONArray("entries").getJSONObject(0);
        assertEquals(TABLES, entry.getJSONArray("bars").size(), "it is about all of them");

        for (int person = 0; person < PEOPLE; person++) {
            HttpResponse<String> nothingNew =
                    get(j, run, "live?since=" + version).get();
            assertEquals(204, nothingNew.statusCode());
            assertEquals("", nothingNew.body());
        }
        assertEquals(asked, site.server.exchanges().size(), "requests to PlanetScale");
        SemaphoreStep.success("staged/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
