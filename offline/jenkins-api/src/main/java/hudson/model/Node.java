package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Node extends AbstractModelObject
        implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled, OnMaster {
    public String getDisplayName() {
        throw Offline.missing("Node.getDisplayName");
    }

    @NonNull
    public ACL getACL() {
        throw Offline.missing("Node.getACL");
    }
}
