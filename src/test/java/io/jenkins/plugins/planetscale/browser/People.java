package io.jenkins.plugins.planetscale.browser;

import hudson.model.Item;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who is who in the tests in a browser. */
final class People {
    /** Builds and stops builds, and may not decide. */
    static final String RICARDO = "ricardo";
    /** Decides. */
    static final String AINSLEY = "ainsley";
    /** Decides, too. */
    static final String KIM = "kim";
    /** Only reads. */
    static final String VIEWER = "viewer";

    static final String ADMIN = "admin";

    private People() {}

    static void moveIn(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to(RICARDO, AINSLEY, KIM, VIEWER)
                .grant(Item.BUILD, Item.CANCEL)
                .everywhere()
                .to(RICARDO)
                .grant(PlanetScalePermissions.APPROVE, PlanetScalePermissions.REVERT)
                .everywhere()
                .to(AINSLEY, KIM)
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to(ADMIN));
    }
}
