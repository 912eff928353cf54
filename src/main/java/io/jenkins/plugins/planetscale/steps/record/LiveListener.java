package io.jenkins.plugins.planetscale.steps.record;

import hudson.ExtensionPoint;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Notified when a deploy request was seen live, or ended for good: there is nothing left to approve. */
@Restricted(NoExternalUse.class)
public interface LiveListener extends ExtensionPoint {
    /** Called on background threads; may block on the disk. */
    void onLive(DeployRequestRef deployRequest);
}
