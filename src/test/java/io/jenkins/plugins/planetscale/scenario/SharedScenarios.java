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
 * The scenarios that the offline host runs as well, in its SharedScenariosTest. They wait most of their time, so that three
 * classes, each with a Jenkins for its scenarios, run them side by side; each takes the names from one letter to another.
 */
@WithJenkins
abstract class SharedScenarios {
    private final char first;
    private final char last;

    SharedScenarios(char first, char last) {
        this.first = first;
        this.last = last;
    }

    @TestFactory
    Stream<DynamicTest> jenkinsDoesWhatTheHostDoes(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm()); // everybody may do everything, but has a name
        PlanetScaleServiceTokenImpl token = new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL,
                ScenarioServer.CREDENTIAL,
                null,
                ScenarioServer.TOKEN_ID,
                Secret.fromString(ScenarioServer.TOKEN_SECRET));
        CredentialsProvider.lookupStores(Jenkins.get()).iterator().next().addCredentials(Domain.global(), token);
        return Scenario.all(Path.of("")).stream()
                .filter(scenario ->
                        scenario.name().charAt(0) >= first && scenario.name().charAt(0) <= last)
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> run(scenario)));
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

    private static void run(Scenario scenario) throws Exception {
        assumeFalse(
                scenario.expected().simulatedTime(), "its simulated time takes hours here; the offline host runs it");
        try (ScenarioServer stage = new ScenarioServer(scenario, LocalClock.system())) {
            connect(stage.planetscale.url());
            WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, scenario.name());
            for (Scenario.Build build : scenario.builds()) {
                stage.begin(Timer.get());
                run(scenario, build, stage, start(job, build));
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

    private static void connect(String url) {
        PlanetScaleConnection connection = new PlanetScaleConnection("production", ScenarioServer.CREDENTIAL);
        connection.setApiUrl(url);
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(true);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
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
            return action != null && !action.getOpenOffers().isEmpty();
        }

        @Override
        public void answer(String user, boolean approve) {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            assertNotNull(action, "nobody asks for an approval");
            ApprovalRequest asked = action.getOpenOffers().get(0);
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
