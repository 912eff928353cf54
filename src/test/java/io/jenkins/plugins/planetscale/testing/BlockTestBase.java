package io.jenkins.plugins.planetscale.testing;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One Jenkins for all tests of a class; for each a PlanetScale of its own, and a job name, which is the test's. */
@WithJenkins
public abstract class BlockTestBase {
    protected static JenkinsRule j;

    protected final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    protected String name;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    final void connect(TestInfo info) throws Exception {
        for (EphemeralResource entry : EphemeralRegistry.get().list()) {
            EphemeralRegistry.get().remove(entry);
        }
        name = info.getTestMethod().orElseThrow().getName();
        site.configure();
    }

    @AfterEach
    final void close() {
        site.close();
    }

    protected final WorkflowRun begin(String script) throws Exception {
        return LocalPlanetScaleFixture.job(name, script).scheduleBuild2(0).waitForStart();
    }
}
