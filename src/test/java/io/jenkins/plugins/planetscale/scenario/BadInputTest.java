package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What is wrong, at the beginning or in the middle of a wait, ends the step at the next look and says what to do. */
class BadInputTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private interface Mishap {
        void happens(DisturbedPipeline plot) throws Exception;
    }

    /** @param words all of which the log says */
    private record Case(
            String name, String script, Predicate<LocalPlanetScaleFixture> under, Mishap mishap, String... words) {
        DisturbedPipeline plot() {
            DisturbedPipeline plot = new DisturbedPipeline(name, script);
            plot.site.database.timings().check(HOUR).branchReady(HOUR);
            return plot;
        }
    }

    private static boolean checking(LocalPlanetScaleFixture site) {
        return site.database.lastDeployRequest() == 1;
    }

    private static final List<Case> MID_WAIT = List.of(
            new Case(
                    "revoked-token",
                    STAGE,
                    BadInputTest::checking,
                    plot -> plot.site.server.world().revokeToken(LocalPlanetScaleFixture.TOKEN_ID),
                    "PlanetScale does not accept the service token",
                    "was revoked",
                    "store a valid id and secret"),
            new Case(
                    "deleted-connection",
                    STAGE,
                    BadInputTest::checking,
                    plot -> keepConnections(connection -> !connection.getName().equals("deleted-connection")),
                    "There is no PlanetScale connection \"deleted-connection\"",
                    "revoked-token"),
            new Case(
                    "closed-request",
                    STAGE,
                    BadInputTest::checking,
                    plot -> plot.site.database.deployRequest(1).actorCloses(),
                    "Deploy request #1 of mechanica/logistics was closed by somebody else",
                    "Open a new one"),
            new Case(
                    "deleted-branch",
                    "planetscaleBranch name: 'feature'",
                    site -> site.database.hasBranch("feature"),
                    plot -> delete(plot, "feature"),
                    "somebody deleted it while this step waited for it",
                    "Run again"),
            new Case(
                    "deleted-source",
                    STAGE,
                    BadInputTest::checking,
                    plot -> delete(plot, "dev"),
                    "Deploy request #1 of mechanica/logistics was closed"));

    private static final List<Case> AT_THE_BEGINNING = List.of(
            new Case(
                    "unknown-connection",
                    "planetscaleApply connection: 'nope', deployRequest: 1",
                    site -> true,
                    null,
                    "\"nope\"",
                    "\"missing-credential\""),
            new Case("missing-credential", STAGE, site -> true, null, "\"gone\"", "redential"),
            new Case("wrong-type", STAGE, site -> true, null, "\"login\"", "PlanetScale service token"),
            new Case(
                    "unknown-request",
                    "planetscaleApply deployRequest: 7",
                    site -> true,
                    null,
                    "7",
                    "read_deploy_request"),
            new Case(
                    "unknown-branch",
                    "planetscaleDeployRequest branch: 'nope'",
                    site -> true,
                    null,
                    "nope",
                    "read_branch"));

    @Test
    void whatGoesWrongInAWaitEndsItAtTheNextLook() throws Throwable {
        Map<Case, DisturbedPipeline> plots = plots(MID_WAIT);
        try {
            sessions.then(j -> {
                connect(plots);
                Map<Case, WorkflowRun> runs = start(plots);
                for (var entry : plots.entrySet()) {
                    await(entry.getKey().name())
                            .atMost(TestLimits.HANGING)
                            .until(() -> entry.getKey().under().test(entry.getValue().site));
                }
                for (var entry : plots.entrySet()) {
                    entry.getKey().mishap().happens(entry.getValue());
                }
                assertEach(runs);
            });
        } finally {
            plots.values().forEach(DisturbedPipeline::close);
        }
    }

    @Test
    void whatIsWrongFromTheBeginningEndsTheStepAtOnce() throws Throwable {
        Map<Case, DisturbedPipeline> plots = plots(AT_THE_BEGINNING);
        try {
            sessions.then(j -> {
                connect(plots);
                store().addCredentials(
                                Domain.global(),
                                new UsernamePasswordCredentialsImpl(
                                        CredentialsScope.GLOBAL, "login", null, "user", "a-long-password-1"));
                credential("missing-credential", "gone");
                credential("wrong-type", "login");
                assertEach(start(plots));
            });
        } finally {
            plots.values().forEach(DisturbedPipeline::close);
        }
    }

    @Test
    void whatWentWrongDuringARestartEndsTheStepAfterIt() throws Throwable {
        DisturbedPipeline window = new DisturbedPipeline(
                "expired-window",
                "planetscaleDeployRequest branch: 'dev'\nplanetscaleApply deployRequest: 1\n"
                        + "planetscaleRevert deployRequest: 1");
        DisturbedPipeline gate = new DisturbedPipeline("expired-gate", STAGE);
        DisturbedPipeline credential = new DisturbedPipeline("deleted-credential", STAGE);
        window.site.database.timings().revertWindow(Duration.ofSeconds(30));
        gate.site.database.timings().copy(HOUR);
        credential.site.database.timings().copy(HOUR);
        List<DisturbedPipeline> plots = List.of(window, gate, credential);
        try {
            sessions.then(j -> {
                LinkedHashMap<String, String> urls = new LinkedHashMap<>();
                plots.forEach(plot -> urls.put(plot.name, plot.site.server.url()));
                Controller.connect(j, urls);
                store().addCredentials(
                                Domain.global(),
                                new PlanetScaleServiceTokenImpl(
                                        CredentialsScope.GLOBAL,
                                        "short-lived",
                                        null,
                                        LocalPlanetScaleFixture.TOKEN_ID,
                                        Secret.fromString(LocalPlanetScaleFixture.TOKEN_SECRET)));
                credential("deleted-credential", "short-lived");
                window.holdRevert();
                Controller.startAll(j, DisturbedPipelines.scripts(plots));
                await().atMost(TestLimits.HANGING).until(window::revertTried);
                for (DisturbedPipeline plot : List.of(gate, credential)) {
                    await(plot.name)
                            .atMost(TestLimits.HANGING)
                            .until(() -> checking(plot.site)
                                    && plot.site
                                            .database
                                            .deployRequest(1)
                                            .deploymentState()
                                            .equals("in_progress"));
                }
                var token = store().getCredentials(Domain.global()).stream()
                        .filter(known -> known instanceof PlanetScaleServiceTokenImpl mine
                                && mine.getId().equals("short-lived"))
                        .findAny()
                        .orElseThrow();
                store().removeCredentials(Domain.global(), token);
            });
            window.release();
            await("the window is over").atMost(TestLimits.HANGING).until(() -> window.site
                    .database
                    .deployRequest(1)
                    .deploymentState()
                    .equals("complete"));
            gate.site.database.deployRequest(1).force("cancelled");
            sessions.then(j -> assertAll(
                    () -> assertWords(
                            Builds.ends(Result.FAILURE, Builds.of("expired-window")),
                            "cannot be reverted any more",
                            "its revert window ended at",
                            "To undo it, make a branch with the old schema and deploy that."),
                    () -> assertWords(
                            Builds.ends(Result.FAILURE, Builds.of("expired-gate")),
                            "Deploy request #1 of mechanica/logistics",
                            "cancelled"),
                    () -> assertWords(
                            Builds.ends(Result.FAILURE, Builds.of("deleted-credential")),
                            "\"short-lived\"",
                            "redential")));
        } finally {
            plots.forEach(DisturbedPipeline::close);
        }
    }

    private static Map<Case, DisturbedPipeline> plots(List<Case> cases) {
        Map<Case, DisturbedPipeline> plots = new LinkedHashMap<>();
        cases.forEach(each -> plots.put(each, each.plot()));
        return plots;
    }

    private static void connect(Map<Case, DisturbedPipeline> plots) throws Exception {
        LinkedHashMap<String, String> urls = new LinkedHashMap<>();
        plots.values().forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        Connections.set(urls);
    }

    private static Map<Case, WorkflowRun> start(Map<Case, DisturbedPipeline> plots) throws Exception {
        Map<Case, WorkflowRun> runs = new LinkedHashMap<>();
        for (var entry : plots.entrySet()) {
            runs.put(
                    entry.getKey(),
                    Builds.start(entry.getKey().name(), entry.getValue().script()));
        }
        return runs;
    }

    private static void assertEach(Map<Case, WorkflowRun> runs) {
        assertAll(runs.entrySet().stream()
                .<Executable>map(entry -> () -> assertWords(
                        Builds.ends(Result.FAILURE, entry.getValue()),
                        entry.getKey().words())));
    }

    private static void assertWords(String log, String... words) {
        assertAll(Stream.concat(
                Stream.of(words)
                        .<Executable>map(word -> () -> assertTrue(log.contains(word), () -> word + " in " + log)),
                Stream.of(() -> assertFalse(log.contains("\tat "), log))));
    }

    private static CredentialsStore store() {
        return CredentialsProvider.lookupStores(Jenkins.get()).iterator().next();
    }

    private static void credential(String connection, String id) throws Exception {
        List<PlanetScaleConnection> changed = new ArrayList<>();
        for (PlanetScaleConnection known : PlanetScaleConfiguration.get().getConnections()) {
            PlanetScaleConnection copy = new PlanetScaleConnection(
                    known.getName(), known.getName().equals(connection) ? id : known.getCredentialsId());
            copy.setApiUrl(known.getApiUrl());
            copy.setOrganization(known.getOrganization());
            copy.setDatabase(known.getDatabase());
            copy.setDefault(known.isDefault());
            changed.add(copy);
        }
        PlanetScaleConfiguration.get().setConnections(changed);
    }

    private static void keepConnections(Predicate<PlanetScaleConnection> keep) {
        PlanetScaleConfiguration.get()
                .setConnections(PlanetScaleConfiguration.get().getConnections().stream()
                        .filter(keep)
                        .toList());
    }

    private static void delete(DisturbedPipeline plot, String branch) throws Exception {
        URI uri =
                URI.create(plot.site.server.url() + "/organizations/mechanica/databases/logistics/branches/" + branch);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header(
                                        "Authorization",
                                        LocalPlanetScaleFixture.TOKEN_ID + ":" + LocalPlanetScaleFixture.TOKEN_SECRET)
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.statusCode() < 300, answer::body);
    }
}
