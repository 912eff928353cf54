package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code docs/steps.md} names every step and parameter, and each of its examples runs. */
@WithJenkins
class StepsReferenceTest {
    private static final Path REFERENCE = Path.of("docs", "steps.md");
    private static final Pattern EXAMPLE = Pattern.compile("(<!-- (.*?) -->\n)?```groovy\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^## ");

    @Test
    void everyStepHasASectionWithAllItsParametersAndAnExampleOfEachKind(JenkinsRule j) throws Exception {
        List<String> missing = new ArrayList<>();
        for (StepDescriptor descriptor : FormExamples.descriptors()) {
            String step = descriptor.getFunctionName();
            String section = section(step);
            boolean common = PlanetScaleStep.class.isAssignableFrom(descriptor.clazz);
            lookFor(
                    DescribableModel.of(descriptor.clazz),
                    step,
                    section + (common ? section("Where a step works") : ""),
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
    void everyExampleRuns(JenkinsRule j, @TempDir Path tools) throws Exception {
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
        List<Executable> runs = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String job = "example-" + i;
            runs.add(() -> run(j, job, example));
        }
        assertAll(runs);
    }

    private static void run(JenkinsRule j, String job, Example example) throws Exception {
        try (Site site = new Site()) {
            site.configure().devBranch("dev");
            if (example.note() == null) {
                j.buildAndAssertSuccess(Site.job(job, example.script()));
                return;
            }
            assertEquals("waits for a person", example.note());
            WorkflowRun run = Site.job(job, example.script()).scheduleBuild2(0).waitForStart();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !run.isBuilding() || asked(run));
            assertTrue(run.isBuilding(), run.getLog());
            assertTrue(site.server.world().dump().contains("pending_cutover"));
            ApprovalAction approvals = run.getAction(ApprovalAction.class);
            try (ACLContext ainsley = ACL.as2(User.getById("ainsley", true).impersonate2())) {
                approvals.answer(approvals.getOpenOffers().get(0), true);
            }
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }
    }

    private static boolean asked(WorkflowRun run) {
        ApprovalAction approvals = run.getAction(ApprovalAction.class);
        return approvals != null && !approvals.getOpenOffers().isEmpty();
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
