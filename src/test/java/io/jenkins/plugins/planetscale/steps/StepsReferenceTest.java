package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleJobProperty;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.testing.FormExamples;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code docs/steps.md} names every step and parameter, and each of its examples runs. */
@WithJenkins
class StepsReferenceTest {
    private static final Path REFERENCE = Path.of("docs", "steps.md");
    private static final Pattern EXAMPLE = Pattern.compile("(<!-- (.*?) -->\n)?```groovy\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^## ");

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void everyStepHasASectionWithAllItsParametersAndAnExampleOfEachKind() throws Exception {
        List<String> missing = new ArrayList<>();
        for (StepDescriptor descriptor : FormExamples.descriptors()) {
            String step = descriptor.getFunctionName();
            String section = section(step);
            boolean common = PlanetScaleStep.class.isAssignableFrom(descriptor.clazz);
            lookFor(
                    DescribableModel.of(descriptor.clazz),
                    step,
                    section
                            + (common ? section("Where a step works") : "")
                            + (section.contains("(#gates)") ? section("Gates") : ""),
                    missing);
            long declarative =
                    examples(section).stream().filter(Example::declarative).count();
            if (declarative == 0 || declarative == examples(section).size()) {
                missing.add(step + ": an example of each kind");
            }
        }
        assertEquals(List.of(), missing);
    }

    private static void lookFor(DescribableModel<?> model, String step, String text, List<String> missing) {
        for (DescribableParameter parameter : model.getParameters()) {
            if (!text.contains("| `" + parameter.getName() + "` |")) {
                missing.add(step + ": " + parameter.getName());
            }
            if (parameter.getType() instanceof HomogeneousObjectType nested) {
                lookFor(nested.getSchemaType(), step, text, missing);
            }
        }
    }

    @Test
    void everyExampleRuns(@TempDir Path tools) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm()); // ainsley can log in
        tool(tools, "pscale", "test -n \"$PLANETSCALE_SERVICE_TOKEN\"");
        tool(tools, "npx", "test -n \"$DATABASE_URL\" && test -n \"$DB_BRANCH\"");
        tool(tools, "curl", "test \"$1\" = --fail");
        j.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("PATH+TOOLS", tools.toString())));
        List<Example> examples = examples(Files.readString(REFERENCE));
        assertTrue(examples.size() > 20, "found " + examples.size());
        List<Trial> trials = new ArrayList<>();
        try {
            for (int i = 0; i < examples.size(); i++) {
                trials.add(new Trial("example-" + i, examples.get(i)));
            }
            connect(trials);
            for (Trial trial : trials) {
                trial.start();
            }
            assertAll(trials.stream().map(trial -> trial::end));
        } finally {
            trials.forEach(trial -> trial.site.close());
        }
    }

    /** A connection for each, with the name of its job. */
    private static void connect(List<Trial> trials) throws Exception {
        trials.get(0).site.configure(); // and the credential
        List<PlanetScaleConnection> connections = new ArrayList<>();
        for (Trial trial : trials) {
            PlanetScaleConnection connection = new PlanetScaleConnection(trial.name, "planetscale-token");
            connection.setDefault(connections.isEmpty());
            connection.setApiUrl(trial.site.server.url());
            connection.setOrganization("mechanica");
            connection.setDatabase("logistics");
            connections.add(connection);
        }
        PlanetScaleConfiguration.get().setConnections(connections);
    }

    /** An example that runs beside the others, against a PlanetScale of its own. */
    private static final class Trial {
        private final String name;
        private final Example example;
        private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
        private WorkflowRun run;

        Trial(String name, Example example) {
            this.name = name;
            this.example = example;
            site.devBranch("dev");
        }

        void start() throws Exception {
            WorkflowJob job =
                    LocalPlanetScaleFixture.job(name, example.script().replace("'production'", "'" + name + "'"));
            PlanetScaleJobProperty property = new PlanetScaleJobProperty();
            property.setConnection(name);
            job.addProperty(property);
            run = job.scheduleBuild2(0).waitForStart();
        }

        void end() throws Exception {
            if (example.note() != null) {
                assertEquals("waits for a person", example.note());
                Awaitility.await().atMost(TestLimits.HANGING).until(() -> !run.isBuilding() || asked(run));
                assertTrue(run.isBuilding(), run.getLog());
                assertTrue(site.server.world().dump().contains("pending_cutover"));
                ApprovalAction approvals = run.getAction(ApprovalAction.class);
                try (ACLContext ainsley = ACL.as2(User.getById("ainsley", true).impersonate2())) {
                    new ApprovalService(run).answer(approvals.getOpenRequests().get(0), DecisionKind.APPROVE, null);
                }
            }
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }
    }

    private static boolean asked(WorkflowRun run) {
        ApprovalAction approvals = run.getAction(ApprovalAction.class);
        return approvals != null && !approvals.getOpenRequests().isEmpty();
    }

    private static void tool(Path directory, String name, String script) throws IOException {
        Path tool = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Example(String note, String script) {
        boolean declarative() {
            return script.contains("pipeline {");
        }
    }

    private static List<Example> examples(String text) {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(text);
        while (matcher.find()) {
            examples.add(new Example(matcher.group(2), matcher.group(3).replace("every: '2m'", "every: '1s'")));
        }
        return examples;
    }

    private static String section(String title) throws IOException {
        for (String section : HEADING.split(Files.readString(REFERENCE))) {
            if (section.startsWith(title + "\n")) {
                return section;
            }
        }
        return "";
    }
}
