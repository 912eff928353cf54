package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.host.run.HostRun;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioActors;
import io.jenkins.plugins.planetscale.scenario.shared.Scenario;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioServer;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioAssertions;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scenarios that a real Jenkins runs as well, in the full build's test of the same name. */
class SharedScenariosTest {
    private static final Path ROOT = Path.of(System.getProperty("planetscale.root", "../.."));

    @TestFactory
    Stream<DynamicTest> theHostDoesWhatJenkinsDoes() {
        return Scenario.all(ROOT).stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> run(scenario)));
    }

    private static void run(Scenario scenario) throws Exception {
        LocalClock clock = LocalClock.manual(Instant.now());
        try (ScenarioServer stage = new ScenarioServer(scenario, clock)) {
            for (Scenario.Build build : scenario.builds()) {
                run(scenario, build, stage, clock);
            }
        }
    }

    private static void run(Scenario scenario, Scenario.Build build, ScenarioServer stage, LocalClock clock) throws Exception {
        Setup setup = new Setup();
        setup.job = scenario.name();
        setup.number = build.number();
        setup.strict = false;
        setup.parameters.putAll(build.expected().parameters());
        setup.answerer = "ainsley";
        setup.approver = stage.approver();
        try (Session session = new Session(setup, Clocks.of(clock), nowhere(), told -> {})) {
            Site.connect(session.controller(), stage.planetscale.url(), ScenarioServer.TOKEN_ID, ScenarioServer.TOKEN_SECRET);
            stage.begin(session.controller().timer());
            ScenarioActors meantime = new ScenarioActors(build, stage, new People(session));
            AtomicReference<Throwable> wrong = new AtomicReference<>();
            session.console()
                    .read(line -> session.controller()
                            .timer()
                            .schedule(
                                    () -> {
                                        try {
                                            meantime.look(session.console().text());
                                        } catch (Exception | AssertionError e) {
                                            wrong.set(e);
                                        }
                                    },
                                    1,
                                    TimeUnit.SECONDS));
            if (setup.approver != null) {
                session.answering();
            }
            Ending ending = session.run(build.jenkinsfile());
            if (wrong.get() != null) {
                throw new AssertionError(scenario.name() + "\n" + ending.log(), wrong.get());
            }
            meantime.look(ending.log()); // an input is answered before its people hear of it
            ScenarioAssertions.check(scenario, build, stage, ending.result().toString(), ending.log(), meantime);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private record People(Session session) implements ScenarioActors.People {
        @Override
        public void answer(String user, boolean approve) {
            HostRun run = session.build();
            ApprovalAction action = run.getAction(ApprovalAction.class);
            session.approver().answer(run, action.getOpenRequests().get(0), user, approve);
        }

        @Override
        public void abort(String user) {
            session.runner().abort(user);
        }

        @Override
        public void proceed(String user) {
            // answered by the setup
        }
    }
}
