package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.BindingStep;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class PlanetScaleServiceTokenBindingTest {
    @Test
    void setsBothVariablesAndMasksTheSecret(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("ps", "tkn1"));
        WorkflowRun run = j.buildAndAssertSuccess(pipeline(j, """
                withCredentials([planetscaleServiceToken('ps')]) {
                  echo "id=${env.PLANETSCALE_SERVICE_TOKEN_ID} secret=${env.PLANETSCALE_SERVICE_TOKEN}"
                  if (env.PLANETSCALE_SERVICE_TOKEN.reverse() != '%s') { error 'another secret' }
                }
                if (env.PLANETSCALE_SERVICE_TOKEN != null) { error 'still there' }""".formatted(new StringBuilder(SECRET).reverse())));
        j.assertLogContains("id=tkn1 secret=****", run);
        j.assertLogNotContains(SECRET, run);
        assertThat(Fixture.grep(j.jenkins.getRootDir().toPath(), SECRET), empty());
    }

    @Test
    void takesOtherVariableNames(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("ps", "tkn1"));
        WorkflowRun run = j.buildAndAssertSuccess(pipeline(j, """
                withCredentials([planetscaleServiceToken(credentialsId: 'ps', idVariable: 'A', secretVariable: 'B')]) {
                  echo "id=${env.A} secret=${env.B}"
                }"""));
        j.assertLogContains("id=tkn1 secret=****", run);
    }

    @Test
    void saysWhichTypeItNeeds(JenkinsRule j) throws Exception {
        Fixture.store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString(SECRET)));
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, pipeline(j, "withCredentials([planetscaleServiceToken('text')]) {}"));
        j.assertLogContains("text", run);
        j.assertLogContains("PlanetScaleServiceToken", run);
        j.assertLogNotContains(SECRET, run);
    }

    @Test
    void snippetGeneratorLeavesOutWhatIsUsual(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("ps", "tkn1"));
        SnippetizerTester snippets = new SnippetizerTester(j);
        PlanetScaleServiceTokenBinding plain = new PlanetScaleServiceTokenBinding("ps");
        snippets.assertRoundTrip(
                new BindingStep(List.of(plain)),
                "withCredentials([planetscaleServiceToken('ps')]) {\n    // some block\n}");
        PlanetScaleServiceTokenBinding named = new PlanetScaleServiceTokenBinding("ps");
        named.setIdVariable("A");
        named.setSecretVariable("B");
        snippets.assertRoundTrip(
                new BindingStep(List.of(named)),
                "withCredentials([planetscaleServiceToken(credentialsId: 'ps', idVariable: 'A', secretVariable: 'B')])"
                        + " {\n    // some block\n}");
    }

    @Test
    void survivesTheForm(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("ps", "tkn1"));
        PlanetScaleServiceTokenBinding before = new PlanetScaleServiceTokenBinding("ps");
        before.setIdVariable("A");
        BindingStep step = new StepConfigTester(j).configRoundTrip(new BindingStep(List.of(before)));
        j.assertEqualDataBoundBeans(before, step.getBindings().get(0));
    }

    private static WorkflowJob pipeline(JenkinsRule j, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
