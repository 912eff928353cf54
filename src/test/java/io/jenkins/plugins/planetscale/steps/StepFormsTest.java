package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.testing.FormExamples;
import io.jenkins.plugins.planetscale.testing.FormExamples.Example;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.JenkinsRule;

/** Forms keep what is set in them, the Snippet Generator prints it and no default, and everything has a help text. */
@WithSharedJenkins
class StepFormsTest {
    @Test
    void everyStepIsAmongTheExamplesWithEachOfItsParametersSet(JenkinsRule j) {
        Set<Class<?>> known = FormExamples.all().stream()
                .map(example -> example.step().getClass())
                .collect(Collectors.toSet());
        Set<Class<?>> there =
                FormExamples.descriptors().stream().map(d -> d.clazz).collect(Collectors.toSet());
        assertEquals(there, known);
        for (Example example : FormExamples.all()) {
            if (example.everything()) {
                assertEverythingSet(
                        DescribableModel.uninstantiate2_(example.step()),
                        example.step().getClass());
            }
        }
    }

    private static void assertEverythingSet(UninstantiatedDescribable set, Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
            names.add(parameter.getName());
            if (set.getArguments().get(parameter.getName()) instanceof UninstantiatedDescribable nested) {
                assertEverythingSet(nested, ((HomogeneousObjectType) parameter.getType()).getType());
            }
        }
        assertEquals(names, new TreeSet<>(set.getArguments().keySet()), type.getSimpleName());
    }

    @Test
    void theSnippetGeneratorPrintsWhatIsSetAndNoDefault(JenkinsRule j) {
        List<Executable> checks = new ArrayList<>();
        for (Example example : FormExamples.all()) {
            checks.add(() -> new SnippetizerTester(j).assertRoundTrip(example.step(), example.snippet()));
        }
        assertAll(checks);
    }

    @Test
    void aFormKeepsWhatIsSetInIt(JenkinsRule j) {
        List<Executable> checks = new ArrayList<>();
        for (Example example : FormExamples.all()) {
            checks.add(() -> {
                Step after = new StepConfigTester(j).configRoundTrip(example.step());
                j.assertEqualDataBoundBeans(example.step(), after);
            });
        }
        assertAll(checks);
    }

    @Test
    void emptyFieldsAreNotGiven(JenkinsRule j) throws Exception {
        assertSnippet(
                j,
                new JSONObject()
                        .element("stapler-class", ApplyStep.class.getName())
                        .element("deployRequest", "")
                        .element("branch", "dev")
                        .element("into", " ")
                        .element("instant", "never")
                        .element("onAbort", "leave")
                        .element("timeout", ""),
                "planetscaleApply branch: 'dev'");
        assertSnippet(
                j,
                new JSONObject()
                        .element("stapler-class", DeployRequestStep.class.getName())
                        .element("branch", "dev")
                        .element("into", "")
                        .element(
                                "gates",
                                new JSONObject()
                                        .element("lint", "error")
                                        .element("tables", "orders\r\n\n customers \n")),
                "planetscaleDeployRequest branch: 'dev', gates: planetscaleGates(tables: ['orders', 'customers'])");
    }

    private static void assertSnippet(JenkinsRule j, JSONObject form, String expected) throws Exception {
        new SnippetizerTester(j).assertGenerateSnippet(form.toString(), expected, j.getURL() + "pipeline-syntax/");
    }

    @Test
    void everyStepAndEveryParameterHasHelp(JenkinsRule j) throws Exception {
        List<String> missing = new ArrayList<>();
        try (JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            for (StepDescriptor descriptor : FormExamples.descriptors()) {
                help(web, descriptor, DescribableModel.of(descriptor.clazz), missing);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static void help(
            JenkinsRule.WebClient web, Descriptor<?> descriptor, DescribableModel<?> model, List<String> missing)
            throws Exception {
        String name = model.getType().getSimpleName();
        look(web, "descriptor/" + descriptor.getId() + "/help", name, model.getHelp(), missing);
        for (DescribableParameter parameter : model.getParameters()) {
            String page = "descriptor/" + descriptor.getId() + "/help/" + parameter.getName();
            look(web, page, name + "." + parameter.getName(), parameter.getHelp(), missing);
            if (parameter.getType() instanceof HomogeneousObjectType nested) {
                help(
                        web,
                        Jenkins.get().getDescriptorOrDie(nested.getType().asSubclass(Describable.class)),
                        nested.getSchemaType(),
                        missing);
            }
        }
    }

    private static void look(JenkinsRule.WebClient web, String page, String what, String text, List<String> missing)
            throws Exception {
        String shown = web.goTo(page, null).getWebResponse().getContentAsString();
        if (text == null
                || text.isBlank()
                || !shown.contains(
                        text.strip().lines().skip(1).findFirst().orElse("?").strip())) {
            missing.add(what);
        }
    }

    @Test
    void everyDocumentationPageCanBeMade(JenkinsRule j) throws Exception {
        for (StepDescriptor descriptor : FormExamples.descriptors()) {
            SnippetizerTester.assertDocGeneration(descriptor.clazz);
            assertFalse(descriptor.getDisplayName().isBlank());
        }
        assertTrue(j.createWebClient()
                .goTo("pipeline-syntax/html")
                .getWebResponse()
                .getContentAsString()
                .contains("planetscaleDeployRequest"));
    }
}
