package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.host.run.HostRun;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.scenario.shared.Meantime;
import io.jenkins.plugins.planetscale.scenario.shared.Scenario;
import io.jenkins.plugins.planetscale.scenario.shared.Stage;
import io.jenkins.plugins.planetscale.scenario.shared.Verdict;
import io.jenkins.plugins.planetscale.steps.ApprovalAction;
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
        Setup setup = new Setup();
        setup.job = scenario.name();
        setup.strict = false;
        setup.parameters.putAll(scenario.expected().parameters());
        setup.answerer = "ainsley";
        try (Stage stage = new Stage(scenario, clock);
                Session session = new Session(setup, Clocks.of(clock), nowhere(), told -> {})) {
            Site.connect(session.controller(), stage.planetscale.url(), Stage.TOKEN_ID, Stage.TOKEN_SECRET);
            Meantime meantime = new Meantime(scenario, stage, new People(session));
            AtomicReference<Exception> wrong = new AtomicReference<>();
            session.console()
                    .read(line -> session.controller()
                            .timer()
                            .schedule(
                                    () -> {
                                        try {
                                            meantime.look(session.console().text());
                                        } catch (Exception e) {
                                            wrong.set(e);
                                        }
                                    },
                                    1,
                                    TimeUnit.SECONDS));
            Ending ending = session.run(scenario.jenkinsfile());
            if (wrong.get() != null) {
                throw wrong.get();
            }
            meantime.look(ending.log()); // an input is answered before its people hear of it
            Verdict.check(scenario, stage, ending.result().toString(), ending.log(), meantime);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private record People(Session session) implements Meantime.People {
        @Override
        public void answer(String user, boolean approve) {
            HostRun run = session.build();
            ApprovalAction action = run.getAction(ApprovalAction.class);
            session.approver().answer(action, action.getOpenOffers().get(0), user, approve);
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
