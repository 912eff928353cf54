package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    private final List<JobProperty<?>> properties = new CopyOnWriteArrayList<>();

    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    public void addProperty(JobProperty<? super JobT> jobProp) throws IOException {
        properties.add(jobProp);
    }

    public <T extends JobProperty> T getProperty(Class<T> clazz) {
        for (JobProperty<?> property : properties) {
            if (clazz.isInstance(property)) {
                return clazz.cast(property);
            }
        }
        return null;
    }

    public RunT getBuildByNumber(int n) {
        throw Offline.missing("Job.getBuildByNumber");
    }

    @Exported
    public RunT getLastBuild() {
        throw Offline.missing("Job.getLastBuild");
    }

    @Override
    public ACL getACL() {
        return super.getACL();
    }
}
