package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    Job() {
        super(null, null);
    }

    public <T extends JobProperty> T getProperty(Class<T> clazz) {
        throw Offline.missing("Job.getProperty");
    }

    public RunT getBuildByNumber(int n) {
        throw Offline.missing("Job.getBuildByNumber");
    }

    public ACL getACL() {
        throw Offline.missing("Job.getACL");
    }
}
