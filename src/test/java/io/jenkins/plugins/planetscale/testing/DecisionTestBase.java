package io.jenkins.plugins.planetscale.testing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One Jenkins with its people for all tests of a class; for each a PlanetScale with a branch to release. */
@WithJenkins
public abstract class DecisionTestBase {
    protected static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true\n";

    protected static JenkinsRule j;

    protected final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    /** Of the test, for its job. */
    protected String name;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
        ApprovalPipelines.people(j);
    }

    @BeforeEach
    void configure(TestInfo info) throws Exception {
        name = info.getTestMethod().orElseThrow().getName();
        site.configure().devBranch("dev");
    }

    @AfterEach
    void close() {
        site.close();
    }

    protected final DecisionClient after(String script) throws Exception {
        return new DecisionClient(j, site, j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, script)));
    }
}
