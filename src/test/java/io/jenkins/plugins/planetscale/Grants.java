package io.jenkins.plugins.planetscale;

import hudson.security.Permission;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A Jenkins where everybody may log in, and everybody has what is granted here and no more. */
public final class Grants {
    private final MockAuthorizationStrategy strategy = new MockAuthorizationStrategy();

    private Grants() {}

    public static Grants in(JenkinsRule j) {
        Grants grants = new Grants();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(grants.strategy);
        return grants;
    }

    /** Everywhere. */
    public Grants to(String user, Permission... permissions) {
        strategy.grant(permissions).everywhere().to(user);
        return this;
    }
}
