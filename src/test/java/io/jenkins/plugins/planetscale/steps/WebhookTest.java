package io.jenkins.plugins.planetscale.steps;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.api.WebhookEvent;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.service.OperationStatus;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What PlanetScale, or somebody who pretends to be it, sends to the controller; nobody there is logged in. */
@WithSharedJenkins
class WebhookTest {
    private static final String SECRET = "whs_of-the-test_0123456789";
    private static final Duration HOUR = Duration.ofHours(1);

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final HttpClient web = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private JenkinsRule j;

    @BeforeEach
    void closeTheController(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        site.configure().devBranch("dev");
        listen(SECRET);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static PlanetScaleConnection connection() {
        return PlanetScaleConfiguration.get().connection("production");
    }

    private static void listen(String secret) {
        connection().setWebhookSecret(secret == null ? null : Secret.fromString(secret));
    }

    private URI url() throws Exception {
        return URI.create(j.getURL() + "planetscale-webhook/");
    }

    private static String event(String name, String organization, String database) {
        return """
                {"timestamp":1698252879,"event":"%s","organization":"%s","database":"%s",
                 "resource":{"id":"x","number":1}}""".formatted(name, organization, database);
    }

    private static final String QUEUED = event("deploy_request.queued", "mechanica", "logistics");

    private static String sign(String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder signed(String body, String secret) throws Exception {
        return HttpRequest.newBuilder(url())
                .header("Content-Type", "application/json")
                .header(WebhookEvent.SIGNATURE, sign(body, secret))
                .POST(BodyPublishers.ofString(body));
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return web.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    /** A build whose step copies rows for an hour, and looks every half minute. */
    private WorkflowRun copying() throws Exception {
        site.database.timings().copy(HOUR);
        WorkflowRun run = LocalPlanetScaleFixture.job("release", "planetscaleDeployRequest branch: 'dev', stage: true")
                .scheduleBuild2(0)
                .waitForStart();
        await().atMost(TestLimits.HANGING).until(() -> nextLook().isAfter(in(Duration.ofSeconds(25))));
        return run;
    }

    private static Instant in(Duration duration) {
        return Instant.now().plus(duration);
    }

    private static Instant nextLook() {
        List<OperationStatus> works = PlanetScaleService.get().works();
        return works.isEmpty() || works.get(0).nextLook() == null
                ? Instant.MIN
                : works.get(0).nextLook();
    }

    private int asked() {
        return site.server.exchanges().size();
    }

    /** Adds a webhook at PlanetScale; returns the secret that it made up for it. */
    private String register(String event) throws Exception {
        URI webhooks = URI.create(site.server.url() + "/organizations/mechanica/databases/logistics/webhooks");
        String body = "{\"url\":\"" + url() + "\",\"enabled\":true,\"events\":[\"" + event + "\"]}";
        HttpRequest request = HttpRequest.newBuilder(webhooks)
                .header("Authorization", LocalPlanetScaleFixture.TOKEN_ID + ":" + LocalPlanetScaleFixture.TOKEN_SECRET)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        Matcher secret = Pattern.compile("\"secret\":\"([^\"]+)\"")
                .matcher(web.send(request, BodyHandlers.ofString()).body());
        assertTrue(secret.find());
        return secret.group(1);
    }

    @Test
    void aWaitingStepNoticesAChangeLongBeforeItsNextLook() throws Exception {
        listen(register("deploy_request.pending_cutover"));
        WorkflowRun run = copying();
        Instant planned = nextLook();
        site.server.clock().advance(HOUR);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertTrue(Instant.now().isBefore(planned), "it ended before it would have looked");
    }

    @Test
    void aFloodOfReplaysCostsAFewRequests() throws Exception {
        copying();
        int before = asked();
        Instant begin = Instant.now();
        HttpRequest replay = signed(QUEUED, SECRET).build();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(web.sendAsync(replay, BodyHandlers.ofString()).thenApply(answer -> answer.statusCode()));
        }
        for (CompletableFuture<Integer> answer : answers) {
            assertEquals(204, answer.get());
        }
        await().atMost(TestLimits.HANGING).until(() -> asked() > before + 1); // at once, and after the pause
        long pauses = Duration.between(begin, Instant.now()).toSeconds() / 5 + 1;
        assertThat((long) asked() - before, lessThanOrEqualTo(1 + pauses));
        assertThat((long) asked() - before, lessThan(20L));
    }

    @Test
    void withoutASecretThereIsNothing() throws Exception {
        listen(null);
        assertEquals(404, status(signed(QUEUED, SECRET)));
        assertEquals(404, status(HttpRequest.newBuilder(url()).GET()));
    }

    @Test
    void onlyPostIsAnswered() throws Exception {
        assertEquals(404, status(HttpRequest.newBuilder(url()).GET()));
        assertEquals(404, status(signed(QUEUED, SECRET).PUT(BodyPublishers.ofString(QUEUED))));
    }

    @Test
    void aSignedEventIsTakenWithoutCrumbAndLogin() throws Exception {
        assertEquals(204, status(signed(QUEUED, SECRET)));
        assertEquals(204, status(signed(event("webhook.test", "mechanica", "logistics"), SECRET)));
    }

    @Test
    void whoHasNotTheSecretIsRefusedAndWakesNobody() throws Exception {
        copying();
        int before = asked();
        Instant planned = nextLook();
        assertEquals(403, status(signed(QUEUED, SECRET + "x")));
        assertEquals(403, status(signed(QUEUED, SECRET).setHeader(WebhookEvent.SIGNATURE, "00".repeat(32))));
        assertEquals(403, status(signed(QUEUED, SECRET).setHeader(WebhookEvent.SIGNATURE, "none")));
        assertEquals(403, status(signed(QUEUED, SECRET).POST(BodyPublishers.ofString(QUEUED + " "))));
        assertEquals(
                403, status(HttpRequest.newBuilder(url()).POST(BodyPublishers.ofString(QUEUED))), "without signature");
        // what wakes comes after what did not, and is the only look
        assertEquals(204, status(signed(QUEUED, SECRET)));
        await().atMost(TestLimits.HANGING)
                .until(() -> asked() > before && !nextLook().equals(planned));
        assertEquals(before + 1, asked());
    }

    @Test
    void eventsAboutOtherPlacesWakeNobody() throws Exception {
        copying();
        int before = asked();
        assertEquals(204, status(signed(event("branch.ready", "mechanica", "elsewhere"), SECRET)));
        assertEquals(204, status(signed(event("branch.ready", "elsewhere", "logistics"), SECRET)));
        assertEquals(204, status(signed(event("cluster.storage", "mechanica", "logistics"), SECRET)));
        PlanetScaleConnection other = new PlanetScaleConnection("other", "planetscale-token");
        other.setApiUrl(site.server.url());
        other.setOrganization("somebody-else");
        other.setWebhookSecret(Secret.fromString("whs_of-somebody-else"));
        PlanetScaleConfiguration.get().setConnections(List.of(connection(), other));
        assertEquals(204, status(signed(QUEUED, "whs_of-somebody-else")));
        Instant planned = nextLook();
        assertEquals(204, status(signed(QUEUED, SECRET)));
        await().atMost(TestLimits.HANGING)
                .until(() -> asked() > before && !nextLook().equals(planned));
        assertEquals(before + 1, asked());
    }

    @Test
    void eachLineIsTheSecretOfAWebhook() throws Exception {
        listen("\n" + SECRET + "\r\n  whs_second \n");
        assertEquals(204, status(signed(QUEUED, SECRET)));
        assertEquals(204, status(signed(QUEUED, "whs_second")));
        assertEquals(403, status(signed(QUEUED, SECRET + "\r\n  whs_second")));
    }

    @Test
    void whatIsNoEventIsRefused() throws Exception {
        for (String body : List.of("", "{", "[]", "{\"event\":1}", "x".repeat(1000))) {
            assertEquals(400, status(signed(body, SECRET)), body);
        }
    }

    @Test
    void aBodyThatIsTooLongIsNotRead() throws Exception {
        byte[] body = " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.US_ASCII);
        String signature = sign(new String(body, StandardCharsets.US_ASCII), SECRET);
        HttpRequest.Builder request = HttpRequest.newBuilder(url()).header(WebhookEvent.SIGNATURE, signature);
        assertEquals(413, status(request.copy().POST(BodyPublishers.ofByteArray(body))));
        assertEquals(
                413,
                status(request.copy().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                "in chunks");
    }
}
