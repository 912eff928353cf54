package io.jenkins.plugins.planetscale.browser;

import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One Jenkins with its people for all tests of a class, and a PlanetScale for each. */
@WithJenkins
abstract class InBrowser {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    static JenkinsRule j;

    final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
        People.moveIn(j);
        CHROMIUM.visits(j);
    }

    @BeforeEach
    void configure() throws Exception {
        site.configure();
    }

    @AfterEach
    void close() {
        site.close();
    }
}
