package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.RunAction2;
import jenkins.util.io.OnMaster;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.access.AccessDeniedException;

/** A build in memory. What Jenkins knows from elsewhere (number, causes, state) whoever plays Jenkins overrides. */
@ExportedBean
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, Saveable, OnMaster, StaplerProxy {
    @NonNull
    protected final transient JobT project;

    private final long timestamp;

    protected Run(@NonNull JobT job, long timestamp) {
        project = job;
        this.timestamp = timestamp;
    }

    @Override
    public void addAction(@NonNull Action a) {
        super.addAction(a);
        if (a instanceof RunAction2) {
            ((RunAction2) a).onAttached(this);
        }
    }

    @Override
    public int compareTo(@NonNull RunT that) {
        return Integer.compare(getNumber(), that.getNumber());
    }

    @Exported
    public boolean isBuilding() {
        throw Offline.missing("Run.isBuilding");
    }

    @Exported
    @CheckForNull
    public Result getResult() {
        throw Offline.missing("Run.getResult");
    }

    @NonNull
    public final Charset getCharset() {
        return StandardCharsets.UTF_8;
    }

    @NonNull
    public List<Cause> getCauses() {
        return List.of();
    }

    @NonNull
    public JobT getParent() {
        return project;
    }

    @Exported
    public String getFullDisplayName() {
        return project.getFullName().replace("/", " » ") + " " + getDisplayName();
    }

    @Override
    @Exported
    public String getDisplayName() {
        return "#" + getNumber();
    }

    @Exported(visibility = 2)
    public int getNumber() {
        throw Offline.missing("Run.getNumber");
    }

    @NonNull
    public String getUrl() {
        return "job/" + project.getFullName().replace("/", "/job/") + "/" + getNumber() + "/";
    }

    public final long getStartTimeInMillis() {
        return timestamp;
    }

    @CheckForNull
    public RunT getPreviousBuild() {
        throw Offline.missing("Run.getPreviousBuild");
    }

    @Exported
    @NonNull
    public String getId() {
        return Integer.toString(getNumber());
    }

    @NonNull
    @Override
    public ACL getACL() {
        return getParent().getACL();
    }

    /** Nothing is kept on disk offline. */
    @Override
    public void save() throws IOException {}

    @NonNull
    public String getExternalizableId() {
        return project.getFullName() + "#" + getNumber();
    }

    @CheckForNull
    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException, AccessDeniedException {
        return Offline.controller().run(id);
    }

    @Override
    @Restricted(NoExternalUse.class)
    public Object getTarget() {
        return this;
    }
}
