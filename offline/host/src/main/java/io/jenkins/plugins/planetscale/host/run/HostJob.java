package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Job;
import hudson.model.JobProperty;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/** The job that the Jenkinsfile is of. */
public final class HostJob extends Job<HostJob, HostRun> {
    private final Map<Class<?>, JobProperty<?>> properties = new ConcurrentHashMap<>();

    public HostJob(String name) {
        super(Jenkins.get(), name);
    }

    /** Sets a property, as {@code options { … }} does. */
    public void set(JobProperty<?> property) {
        properties.put(property.getClass(), property);
    }

    @Override
    public <T extends JobProperty> T getProperty(Class<T> type) {
        return type.cast(properties.get(type));
    }
}
