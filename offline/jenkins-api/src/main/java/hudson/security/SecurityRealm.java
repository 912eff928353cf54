package hudson.security;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.IdStrategy;

public abstract class SecurityRealm implements Describable<SecurityRealm>, ExtensionPoint {
    public IdStrategy getUserIdStrategy() {
        throw Offline.missing("SecurityRealm.getUserIdStrategy");
    }

    public IdStrategy getGroupIdStrategy() {
        throw Offline.missing("SecurityRealm.getGroupIdStrategy");
    }
}
