package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleJobProperty;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.scenario.shared.Scenario;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioActors;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioAssertions;
import io.jenkins.plugins.planetscale.scenario.shared.ScenarioServer;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.view.DecisionPage;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The scenarios that the offline host runs as well, in its SharedScenariosTest. They wait most of their time, so that some
 * run side by side, each with a connection of its own.
 */
@WithJenkins
class SharedScenariosTest {
    private static final int AT_ONCE = 8;
    /** The connection that Jenkinsfiles name, if they name one; one of these runs at a time. */
    private static final String NAMED = "production";

    private final ReentrantLock named = new ReentrantLock();

    @TestFactory
    Stream<DynamicTest> jenkinsDoesWhatTheHostDoes(JenkinsRule j) throws Exception {
        j.jenkins.setNumExecutors(AT_ONCE);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm()); // everybody may do everything, but has a name
        PlanetScaleServiceTokenImpl token = new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL,
                ScenarioServer.CREDENTIAL,
                null,
                ScenarioServer.TOKEN_ID,
                Secret.fromString(ScenarioServer.TOKEN_SECRET));
        CredentialsProvider.lookupStores(Jenkins.get()).iterator().next().addCredentials(Domain.global(), token);
        connect(NAMED, "http://127.0.0.1:1"); // nobody is there until a scenario names it
        ExecutorService sideBySide = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = Scenario.all(Path.of("")).stream()
                .map(scenario -> {
                    Future<?> running = sideBySide.submit(() -> {
                        run(scenario);
                        return null;
                    });
                    return DynamicTest.dynamicTest(scenario.name(), () -> ended(running));
                })
                .toList();
        return tests.stream().onClose(sideBySide::shutdownNow);
    }

    private static void ended(Future<?> running) throws Throwable {
        try {
            running.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** In tests Jenkins refuses unknown parameters, outside of them it warns; people's builds run outside. */
    @BeforeAll
    static void warn() {
        DescribableModel.STRICT_PARAMETER_CHECKING = false;
    }

    @AfterAll
    static void refuse() {
        DescribableModel.STRICT_PARAMETER_CHECKING = true;
    }

    private void run(Scenario scenario) throws Exception {
        assumeFalse(
                scenario.expected().simulatedTime(), "its simulated time takes hours here; the offline host runs it");
        boolean names =
                scenario.builds().stream().anyMatch(build -> build.jenkinsfile().contains("'" + NAMED + "'"));
        if (names) {
            named.lock();
        }
        try (ScenarioServer stage = new ScenarioServer(scenario, LocalClock.system());
                ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            String connection = names ? NAMED : scenario.name();
            connect(connection, stage.planetscale.url());
            WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, scenario.name());
            PlanetScaleJobProperty defaults = new PlanetScaleJobProperty();
            defaults.setConnection(connection);
            job.addProperty(defaults);
            for (Scenario.Build build : scenario.builds()) {
                stage.begin(Timer.get());
                run(scenario, build, stage, start(job, build));
            }
        } finally {
            if (names) {
                named.unlock();
            }
        }
    }

    private static void run(Scenario scenario, Scenario.Build build, ScenarioServer stage, WorkflowRun run)
            throws Exception {
        People people = new People(run);
        ScenarioActors meantime = new ScenarioActors(build, stage, people);
        await(scenario.name())
                .atMost(TestLimits.HANGING)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    meantime.look(JenkinsRule.getLog(run));
                    if (stage.approver() != null && people.isAsked()) {
                        people.answer(stage.approver(), true);
                    }
                    return !run.isLogUpdated();
                });
        meantime.look(JenkinsRule.getLog(run));
        ScenarioAssertions.check(
                scenario, build, stage, String.valueOf(run.getResult()), JenkinsRule.getLog(run), meantime);
    }

    private static synchronized void connect(String name, String url) {
        PlanetScaleConnection connection = new PlanetScaleConnection(name, ScenarioServer.CREDENTIAL);
        connection.setApiUrl(url);
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(name.equals(NAMED));
        PlanetScaleConfiguration all = PlanetScaleConfiguration.get();
        all.setConnections(Stream.concat(
                        all.getConnections().stream()
                                .filter(other -> !other.getName().equals(name)),
                        Stream.of(connection))
                .toList());
    }

    private static WorkflowRun start(WorkflowJob job, Scenario.Build build) throws Exception {
        job.setDefinition(new CpsFlowDefinition(build.jenkinsfile(), true));
        List<ParameterValue> values = build.expected().parameters().entrySet().stream()
                .<ParameterValue>map(entry -> new StringParameterValue(entry.getKey(), entry.getValue()))
                .toList();
        return Objects.requireNonNull(
                        values.isEmpty() ? job.scheduleBuild2(0) : job.scheduleBuild2(0, new ParametersAction(values)))
                .waitForStart();
    }

    private record People(WorkflowRun run) implements ScenarioActors.People {
        private static ACLContext as(String user) {
            return ACL.as2(Objects.requireNonNull(User.getById(user, true)).impersonate2());
        }

        boolean isAsked() {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            return action != null && !action.getOpenRequests().isEmpty();
        }

        @Override
        public void answer(String user, boolean approve) {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            assertNotNull(action, "nobody asks for an approval");
            ApprovalRequest asked = action.getOpenRequests().get(0);
            String number = Integer.toString(asked.getNumber());
            DecisionPage page = run.getAction(ReleaseAction.class).getDecision();
            try (ACLContext ignored = as(user)) {
                if (approve) {
                    page.doApprove(asked.getDatabase(), number, asked.getId(), null);
                } else {
                    page.doReject(asked.getDatabase(), number, asked.getId(), null);
                }
            }
        }

        @Override
        public void abort(String user) {
            Objects.requireNonNull(run.getExecutor())
                    .interrupt(
                            Result.ABORTED,
                            new CauseOfInterruption.UserInterruption(Objects.requireNonNull(User.getById(user, true))));
        }

        @Override
        public void proceed(String user) throws Exception {
            InputAction asked = run.getAction(InputAction.class);
            assertNotNull(asked, "nobody asks for input");
            try (ACLContext ignored = as(user)) {
                asked.getExecutions().get(0).proceed(null);
            }
        }
    }
}
