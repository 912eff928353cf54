package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;
import org.junit.jupiter.api.Test;

/** What the forms say about a text; needs no Jenkins. */
class FormValidationsTest {
    @Test
    void aTimeIsEmptyOrATime() {
        assertEquals(Kind.OK, FormValidations.time("", "timeout").kind);
        assertEquals(Kind.OK, FormValidations.time("1h 30m", "timeout").kind);
        assertSays("timeout: &quot;soon&quot; is not a time span", FormValidations.time("soon", "timeout"));
        assertSays("is not a time span", FormValidations.time("0s", "timeout"));
    }

    @Test
    void aTimeOfManyPartsIsReadUpToALengthThatNobodyWrites() {
        assertEquals(Kind.OK, FormValidations.time("1s ".repeat(67), "timeout").kind);
        assertSays("is not a time span", FormValidations.time("1s ".repeat(68), "timeout"));
    }

    @Test
    void aBranchHasALegalName() {
        assertEquals(Kind.OK, FormValidations.branch("feature-1", "The branch").kind);
        assertEquals(Kind.OK, FormValidations.optionalBranch(" ", "The branch").kind);
        assertSays("The branch is empty", FormValidations.branch("", "The branch"));
        assertSays("is not a valid name at PlanetScale", FormValidations.optionalBranch("Feature/1", "The branch"));
    }

    @Test
    void aRetentionIsANumberAndAUnit() {
        assertEquals(Kind.OK, FormValidations.retention("").kind);
        assertEquals(Kind.OK, FormValidations.retention("2 weeks").kind);
        assertSays("2 fortnights", FormValidations.retention("2 fortnights"));
        assertSays("1 to 1000", FormValidations.retention("1001 days"));
    }

    @Test
    void aDeployRequestHasANumberFromOneOn() {
        assertEquals(Kind.OK, FormValidations.deployRequest("12").kind);
        assertEquals(Kind.OK, FormValidations.optionalDeployRequest("").kind);
        assertEquals(Kind.ERROR, FormValidations.deployRequest("").kind);
        assertEquals(Kind.ERROR, FormValidations.deployRequest("0").kind);
        assertEquals(Kind.ERROR, FormValidations.optionalDeployRequest("-1").kind);
        assertEquals(Kind.ERROR, FormValidations.optionalDeployRequest("12a").kind);
        assertEquals(Kind.ERROR, FormValidations.optionalDeployRequest("99999999999").kind);
    }

    @Test
    void applyTakesANumberOrABranchOrThatOfItsBuildAndNotBoth() {
        ApplyStep.DescriptorImpl form = new ApplyStep.DescriptorImpl();
        assertEquals(Kind.OK, form.doCheckDeployRequest("7", "").kind);
        assertEquals(Kind.OK, form.doCheckDeployRequest("", "dev").kind);
        assertEquals(Kind.OK, form.doCheckDeployRequest("", "").kind);
        assertEquals(Kind.ERROR, form.doCheckDeployRequest("7", "dev").kind);
    }

    @Test
    void whatIsStagedCannotBeInstant() {
        DeployRequestStep.DescriptorImpl form = new DeployRequestStep.DescriptorImpl();
        assertEquals(Kind.ERROR, form.doCheckInstant("require", true).kind);
        assertEquals(Kind.OK, form.doCheckInstant("require", false).kind);
        assertEquals(Kind.OK, form.doCheckInstant("never", true).kind);
    }

    @Test
    void theVerdictIsNOfM() {
        RevertWindowStep.DescriptorImpl form = new RevertWindowStep.DescriptorImpl();
        assertEquals(Kind.OK, form.doCheckFailures("").kind);
        assertEquals(Kind.OK, form.doCheckFailures("1 of 1").kind);
        assertSays("4 of 3", form.doCheckFailures("4 of 3"));
        assertSays("some", form.doCheckFailures("some"));
    }

    private static void assertSays(String part, FormValidation validation) {
        assertEquals(Kind.ERROR, validation.kind);
        assertTrue(validation.getMessage().contains(part), validation.getMessage());
    }
}
