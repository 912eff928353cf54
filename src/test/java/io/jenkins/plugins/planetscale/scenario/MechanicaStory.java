package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import hudson.model.Item;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.security.Permission;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** {@code docs/examples/mechanica.Jenkinsfile} as a job, and Ainsley; in this JVM or in the controller's own. */
final class MechanicaStory {
    static final String JOB = "mechanica";

    private MechanicaStory() {}

    /** The commands of the team wait for, make and look at files in the folder. */
    static void start(Path files) throws Exception {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("COMPILE", "echo compiled");
        commands.put(
                "SYNC_SCHEMA",
                "echo \"connecting to $DATABASE_URL as $DB_USER with $DB_PASSWORD\"; test -n \"$DB_PASSWORD\"");
        commands.put(
                "RUN_TESTS",
                "test \"$DB_BRANCH\" = test; echo tests begin; while [ ! -f '" + files
                        + "/tested' ]; do sleep 1; done");
        commands.put("INSTALL", "echo installed");
        commands.put("CHECK", "touch '" + files + "/checked'; test ! -f '" + files + "/sick'");
        commands.put("CHECK_EVERY", "20s");
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, JOB);
        job.addProperty(new ParametersDefinitionProperty(commands.keySet().stream()
                .map(name -> new StringParameterDefinition(name, ""))
                .toArray(StringParameterDefinition[]::new)));
        job.setDefinition(
                new CpsFlowDefinition(Files.readString(Path.of("docs/examples/mechanica.Jenkinsfile")), true));
        List<ParameterValue> values = commands.entrySet().stream()
                .<ParameterValue>map(entry -> new StringParameterValue(entry.getKey(), entry.getValue()))
                .toList();
        Objects.requireNonNull(job.scheduleBuild2(0, new ParametersAction(values)))
                .waitForStart();
    }

    static boolean asked() throws Exception {
        return JenkinsRule.getLog(Builds.of(JOB)).contains("waits for an approval by ainsley");
    }

    /** As Ainsley, after these have tried; Ricardo may build and stop builds, and that does not make him an approver. */
    static void approve(JenkinsRule j, String... refused) throws Exception {
        Permission approve = Permission.fromId("io.jenkins.plugins.planetscale.steps.PlanetScalePermissions.Approve");
        assertNotNull(approve);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("ricardo")
                .grant(Jenkins.READ, Item.READ, approve)
                .everywhere()
                .to("ainsley"));
        await("the offer is there after the restart")
                .atMost(TestLimits.HANGING)
                .ignoreExceptions()
                .until(() -> {
                    for (String user : refused) {
                        assertEquals(403, post(j, user));
                    }
                    return post(j, "ainsley") == 200;
                });
    }

    private static int post(JenkinsRule j, String user) throws Exception {
        // with a token, as a real controller's crumb is of a session
        try (JenkinsRule.WebClient client =
                j.createWebClient().withBasicApiToken(user).withThrowExceptionOnFailingStatusCode(false)) {
            WebRequest request = new WebRequest(
                    URI.create(j.getURL() + "job/" + JOB + "/1/planetscale/decision/approve")
                            .toURL(),
                    HttpMethod.POST);
            return client.getPage(request).getWebResponse().getStatusCode();
        }
    }
}
