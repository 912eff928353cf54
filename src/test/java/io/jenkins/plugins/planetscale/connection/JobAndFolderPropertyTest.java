package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.asDefault;
import static io.jenkins.plugins.planetscale.connection.Fixture.configure;
import static io.jenkins.plugins.planetscale.connection.Fixture.connection;
import static io.jenkins.plugins.planetscale.connection.Fixture.folderProperty;
import static io.jenkins.plugins.planetscale.connection.Fixture.jobProperty;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.JobProperty;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.Map;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class JobAndFolderPropertyTest {
    private static final String FIELDS = "connection,organization,database";

    private JenkinsRule j;

    @BeforeEach
    void connections(JenkinsRule rule) {
        j = rule;
        configure(asDefault(connection("prod")), connection("test"));
    }

    @Test
    void aJobPropertySurvivesTheForm() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        PlanetScaleJobProperty before = jobProperty("test", "mechanica", "logistics");
        job.addProperty(before);
        j.configRoundtrip(job);
        j.assertEqualBeans(before, job.getProperty(PlanetScaleJobProperty.class), FIELDS);
    }

    @Test
    void aJobPropertyOfAPipelineSurvivesTheFormWhenItSaysLittle() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        PlanetScaleJobProperty before = jobProperty(null, null, "logistics");
        job.addProperty(before);
        j.configRoundtrip(job);
        j.assertEqualBeans(before, job.getProperty(PlanetScaleJobProperty.class), FIELDS);
    }

    @Test
    void aConnectionThatIsGoneStaysChosen() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        PlanetScaleJobProperty before = jobProperty("gone", null, null);
        job.addProperty(before);
        j.configRoundtrip(job);
        j.assertEqualBeans(before, job.getProperty(PlanetScaleJobProperty.class), FIELDS);
    }

    @Test
    void aJobWithoutThePropertyGetsNone() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        j.configRoundtrip(job);
        assertNull(job.getProperty(PlanetScaleJobProperty.class));
    }

    @Test
    void aPipelineSetsItByItsSymbol() throws Exception {
        assertSame(
                j.jenkins.getDescriptorByType(PlanetScaleJobProperty.DescriptorImpl.class),
                SymbolLookup.get().findDescriptor(JobProperty.class, "planetscale"));
        UninstantiatedDescribable written = new UninstantiatedDescribable(
                "planetscale",
                null,
                Map.of("connection", "test", "organization", "mechanica", "database", "logistics"));
        j.assertEqualBeans(
                jobProperty("test", "mechanica", "logistics"), written.instantiate(JobProperty.class), FIELDS);
    }

    @Test
    void theStepForPropertiesSetsIt() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "properties([planetscale(connection: 'test', organization: 'mechanica', database: 'logistics')])",
                true));
        j.buildAndAssertSuccess(job);
        j.assertEqualBeans(
                jobProperty("test", "mechanica", "logistics"), job.getProperty(PlanetScaleJobProperty.class), FIELDS);
    }

    @Test
    void declarativeOptionsSetIt() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent none
                  options { planetscale(connection: 'test', database: 'billing') }
                  stages { stage('a') { steps { echo 'hello' } } }
                }""", true));
        j.buildAndAssertSuccess(job);
        j.assertEqualBeans(jobProperty("test", null, "billing"), job.getProperty(PlanetScaleJobProperty.class), FIELDS);
    }

    @Test
    void aFolderPropertySurvivesTheForm() throws Exception {
        Folder folder = j.createProject(Folder.class);
        PlanetScaleFolderProperty before = folderProperty("test", "mechanica", "logistics");
        folder.addProperty(before);
        j.configRoundtrip(folder);
        j.assertEqualBeans(before, folder.getProperties().get(PlanetScaleFolderProperty.class), FIELDS);
    }

    @Test
    void aFolderGetsThePropertyOnlyWhenItIsTicked() throws Exception {
        Folder folder = j.createProject(Folder.class);
        j.configRoundtrip(folder);
        assertNull(folder.getProperties().get(PlanetScaleFolderProperty.class));

        HtmlForm form = j.createWebClient().getPage(folder, "configure").getFormByName("config");
        form.getInputByName("specified").setChecked(true);
        form.getInputByName("_.database").setValue("logistics");
        j.submit(form);
        j.assertEqualBeans(
                folderProperty(null, null, "logistics"),
                folder.getProperties().get(PlanetScaleFolderProperty.class),
                FIELDS);
    }
}
