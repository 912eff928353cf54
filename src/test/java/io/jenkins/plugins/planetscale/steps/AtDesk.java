package io.jenkins.plugins.planetscale.steps;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One Jenkins with its people for all tests of a class; for each a PlanetScale with a branch to release. */
@WithJenkins
abstract class AtDesk {
    static final String STAGE = "planetscaleDeployRequest branch: 'dev', stage: true\n";

    static JenkinsRule j;

    final Site site = new Site();
    /** Of the test, for its job. */
    String name;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
        Gatehouse.people(j);
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

    final Desk after(String script) throws Exception {
        return new Desk(j, site, j.buildAndAssertSuccess(Site.job(name, script)));
    }
}
