package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import jenkins.util.io.OnMaster;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.access.AccessDeniedException;

@ExportedBean
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, OnMaster, StaplerProxy {
    Run() {}

    public void addAction(@NonNull Action a) {
        throw Offline.missing("Run.addAction");
    }

    public int compareTo(@NonNull RunT that) {
        throw Offline.missing("Run.compareTo");
    }

    @Exported
    public boolean isBuilding() {
        throw Offline.missing("Run.isBuilding");
    }

    @NonNull
    public final Charset getCharset() {
        throw Offline.missing("Run.getCharset");
    }

    @NonNull
    public List<Cause> getCauses() {
        throw Offline.missing("Run.getCauses");
    }

    @NonNull
    public JobT getParent() {
        throw Offline.missing("Run.getParent");
    }

    @Exported
    public String getFullDisplayName() {
        throw Offline.missing("Run.getFullDisplayName");
    }

    @Exported
    public String getDisplayName() {
        throw Offline.missing("Run.getDisplayName");
    }

    @Exported(visibility = 2)
    public int getNumber() {
        throw Offline.missing("Run.getNumber");
    }

    @NonNull
    public String getUrl() {
        throw Offline.missing("Run.getUrl");
    }

    @Exported
    @NonNull
    public String getId() {
        throw Offline.missing("Run.getId");
    }

    @NonNull
    public ACL getACL() {
        throw Offline.missing("Run.getACL");
    }

    public void save() throws IOException {
        throw Offline.missing("Run.save");
    }

    @NonNull
    public String getExternalizableId() {
        throw Offline.missing("Run.getExternalizableId");
    }

    @CheckForNull
    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException, AccessDeniedException {
        throw Offline.missing("Run.fromExternalizableId");
    }

    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        throw Offline.missing("Run.getTarget");
    }
}
