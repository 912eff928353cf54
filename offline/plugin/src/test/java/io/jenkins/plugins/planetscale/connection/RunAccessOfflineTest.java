package io.jenkins.plugins.planetscale.connection;
import io.jenkins.plugins.planetscale.cleanup.FormerJobAccess;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator changes while a build runs, or while Jenkins is down. */
class RunAccessOfflineTest {
    private static final DatabaseTarget TARGET = new DatabaseTarget("prod", new DatabaseRef("mechanica", "logistics"));

    @TempDir
    private File home;

    private PlayedJenkins jenkins;
    private PlayedJenkins.Build run;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
        run = new PlayedJenkins.Build(
                new PlayedJenkins.Project(new PlayedJenkins.Folder(Jenkins.get(), "outer"), "job"), 1);
        configure("https://here.example.org/v1", null);
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @Test
    void afterARestartNothingGoesToAnotherServer() {
        String began = TargetResolver.apiUrl(TARGET);
        configure("https://elsewhere.example.org/v1", null);
        RunAccess access = TargetResolver.access(run, TARGET, began);
        assertEquals("https://here.example.org/v1", access.baseUrl());
        assertThat(refusal(access), containsString("Nothing is sent to https://elsewhere.example.org/v1"));
    }

    @Test
    void theOrganizationOfTheConnectionIsLookedAtForEveryRequest() {
        RunAccess access = TargetResolver.access(run, TARGET);
        assertThat(refusal(access), containsString("\"token\"")); // as far as the credential, which is not there
        configure("https://here.example.org/v1", "acme");
        assertThat(
                refusal(access),
                containsString("is now for the organization \"acme\", but \"mechanica\" is asked for"));
    }

    @Test
    void norDoesTheSweeperGoToAnotherOrganization() throws IOException {
        configure("https://here.example.org/v1", "acme");
        ApiAccess access = FormerJobAccess.of("prod", "outer/job", "mechanica");
        assertThrows(AccessWithdrawnException.class, access::token);
    }

    private static String refusal(RunAccess access) {
        return assertThrows(AbortException.class, access::token).getMessage();
    }

    private static void configure(String apiUrl, String organization) {
        PlanetScaleConnection connection = new PlanetScaleConnection("prod", "token");
        connection.setApiUrl(apiUrl);
        connection.setOrganization(organization);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }
}
