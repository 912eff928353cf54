package hudson.model;

import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class InvisibleAction implements Action {
    public final String getIconFileName() {
        throw Offline.missing("InvisibleAction.getIconFileName");
    }

    public final String getDisplayName() {
        throw Offline.missing("InvisibleAction.getDisplayName");
    }

    public String getUrlName() {
        throw Offline.missing("InvisibleAction.getUrlName");
    }
}
