package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.testing.PlayedController;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator makes a connection lead elsewhere while a step waits: it ends at its next look, and sends nothing. */
class RepointedConnectionOfflineTest {
    /** A step that copies rows looks again after this at the latest. */
    private static final Duration NEXT_POLL = Duration.ofSeconds(35);

    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void aStepThatWaits() {
        controller = new PlayedController(home).devBranch();
        controller.database.timings().copy(Duration.ofHours(2));
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setStage(true);
        controller.start(step);
        controller.await(Duration.ofMinutes(10), () -> controller.log().contains("copying rows"));
        controller.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private void configure(String url, Consumer<PlanetScaleConnection> change) {
        PlanetScaleConnection connection = new PlanetScaleConnection("production", "planetscale-token");
        connection.setApiUrl(url);
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(true);
        change.accept(connection);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }

    private String failsAtItsNextPoll() {
        Instant began = controller.server.clock().now();
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        Duration took = Duration.between(began, controller.server.clock().now());
        assertTrue(took.compareTo(NEXT_POLL) <= 0, "it took " + took);
        assertNotNull(controller.last().failure);
        return controller.last().failure.getMessage();
    }

    @Test
    void anotherApiUrlIsNoticedAtTheNextRequest() {
        try (LocalPlanetScale other = LocalPlanetScale.start()) {
            other.world().token(PlayedController.TOKEN_ID, PlayedController.TOKEN_SECRET, "mechanica");
            configure(other.url(), connection -> {});
            String message = failsAtItsNextPoll();
            assertThat(message, containsString("now leads to " + other.url()));
            assertThat(message, containsString("Set the connection's API URL back, or start the build anew."));
            assertFalse(message.contains("Check the credential"), message);
            assertEquals(List.of(), other.exchanges());
        }
    }

    @Test
    void anotherOrganizationIsNoticedAtTheNextRequest() {
        configure(controller.server.url(), connection -> connection.setOrganization("acme"));
        int sent = controller.server.exchanges().size();
        failsAtItsNextPoll();
        assertEquals(sent, controller.server.exchanges().size(), "something was sent nevertheless");
    }

    @Test
    void aConnectionForAnyOrganizationGoesOn() {
        configure(controller.server.url(), connection -> connection.setOrganization(""));
        controller.advance(Duration.ofMinutes(3));
        assertFalse(controller.last().isOver(), controller::log);
    }
}
