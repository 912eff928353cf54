package io.jenkins.plugins.planetscale.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The folders plugin is optional: all but the folder property is there without it. */
class WithoutFoldersTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins("cloudbees-folder");

    @Test
    void jobsAndConnectionsStillCount() throws Throwable {
        jenkins.then(WithoutFoldersTest::resolves);
    }

    private static void resolves(JenkinsRule j) throws Throwable {
        assertNull(j.jenkins.getPlugin("cloudbees-folder"));
        assertNotNull(j.jenkins.getDescriptorByType(PlanetScaleJobProperty.DescriptorImpl.class));
        assertNull(j.jenkins.getDescriptorByName(
                PlanetScaleConnection.class.getPackageName() + ".PlanetScaleFolderProperty"));
        PlanetScaleConfiguration.get().setConnections(java.util.List.of(Fixture.connection("prod", "mechanica", null)));
        FreeStyleProject job = j.createFreeStyleProject();
        job.addProperty(Fixture.jobProperty(null, null, "logistics"));
        DatabaseTarget target = TargetResolver.resolve(j.buildAndAssertSuccess(job), Defaults.NONE);
        assertEquals(new DatabaseTarget("prod", new DatabaseRef("mechanica", "logistics")), target);
        j.configRoundtrip(job);
    }
}
