package io.jenkins.plugins.planetscale.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.testing.PlayedWebhook;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand requests a second from somebody who has no secret, or who has heard one event and sends it again. */
class WebhookFloodOfflineTest {
    private static final String SECRET = "whs_of-the-test_0123456789";
    private static final int FLOOD = 1_000;
    /** A tenth of a core for the thousand of a second. */
    private static final Duration MOST = Duration.ofMillis(100);

    private static final byte[] EVENT = """
            {"timestamp":1698252879,"event":"deploy_request.queued","organization":"mechanica","database":"logistics",
             "resource":{"id":"x","number":1,"branch":"dev"}}""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private File home;

    private PlayedController controller;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void aStepThatCopiesRowsForAnHour() {
        controller = new PlayedController(home).devBranch();
        PlanetScaleConfiguration.get().getConnections().get(0).setWebhookSecret(Secret.fromString(SECRET));
        controller.database.timings().copy(Duration.ofHours(1));
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setStage(true);
        controller.start(step);
        controller.await(Duration.ofMinutes(5), () -> controller.log().contains("copying"));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private static String signature(byte[] body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private String send(byte[] body, String signature) throws Exception {
        return PlayedWebhook.deliver(receiver, body, signature);
    }

    private int looks() {
        return controller.server.exchanges().size();
    }

    @Test
    void forgedOnesCostNoLookAndNextToNothing() throws Exception {
        String[] signatures = {
            null, "", "0".repeat(64), "F".repeat(64), signature(EVENT, "guessed"), signature(EVENT, SECRET).substring(1)
        };
        for (int i = 0; i < FLOOD; i++) { // until it is compiled
            send(EVENT, signatures[4]);
        }
        int before = looks();
        ThreadMXBean costs = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long time = costs.getCurrentThreadCpuTime();
        for (int i = 0; i < FLOOD; i++) {
            assertEquals("HTTP status 403", send(EVENT, signatures[i % signatures.length]));
        }
        Duration taken = Duration.ofNanos(costs.getCurrentThreadCpuTime() - time);
        controller.settle();
        assertEquals(before, looks());
        assertTrue(taken.compareTo(MOST) < 0, taken + " of the processor for " + FLOOD);
    }

    @Test
    void thoseThatAreSentAgainCostOneLookASecond() throws Exception {
        String signature = signature(EVENT, SECRET);
        controller.advance(Duration.ofSeconds(2));
        int before = looks();
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < FLOOD; i++) {
                assertEquals("HTTP status 204", send(EVENT, signature));
            }
            controller.advance(Duration.ofSeconds(1));
        }
        int looks = looks() - before;
        assertTrue(looks >= 4 && looks <= 12, looks + " requests for " + 5 * FLOOD + " events");
    }

    @Test
    void oneTooLargeIsNotReadToItsEnd() throws Exception {
        byte[] large = new byte[WebhookReceiver.LONGEST + 1];
        assertEquals("HTTP status 413", send(large, signature(large, SECRET)));
    }
}
