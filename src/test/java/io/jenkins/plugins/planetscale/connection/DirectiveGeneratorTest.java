package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.jobProperty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Describable;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URL;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.DirectiveGenerator;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** {@code options { planetscale(…) }} in the Declarative Directive Generator. */
@WithSharedJenkins
class DirectiveGeneratorTest {
    @Test
    void theDefaultsOfAJobAreAnOption(JenkinsRule j) {
        OptionsDirective.DescriptorImpl options = ExtensionList.lookupSingleton(OptionsDirective.DescriptorImpl.class);
        assertTrue(options.getDescriptors().contains(j.jenkins.getDescriptor(PlanetScaleJobProperty.class)));
        Describable<?> property = jobProperty("production", null, "logistics");
        assertEquals(
                "options {\n  planetscale connection: 'production', database: 'logistics'\n}\n",
                options.toGroovy(new OptionsDirective(List.<Describable>of(property)))
                        .replaceAll("(?m)^ *planet", "  planet"));
    }

    @Test
    void theFormMakesTheDirective(JenkinsRule j) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        try (JenkinsRule.WebClient browser = j.createWebClient()) {
            JSONObject option = JSONObject.fromObject(
                            "{'specified': true, 'database': 'logistics', 'connection': '', 'organization': ''}")
                    .element("stapler-class", PlanetScaleJobProperty.class.getName())
                    .element("$class", PlanetScaleJobProperty.class.getName());
            JSONObject json = new JSONObject()
                    .element("stapler-class", OptionsDirective.class.getName())
                    .element("$class", OptionsDirective.class.getName())
                    .element("options", option);
            WebRequest request = new WebRequest(
                    new URL(j.getURL(), job.getUrl() + DirectiveGenerator.GENERATE_URL), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", json.toString())));
            String directive =
                    browser.getPage(browser.addCrumb(request)).getWebResponse().getContentAsString();
            assertTrue(directive.contains("planetscale database: 'logistics'"), directive);
        }
    }
}
