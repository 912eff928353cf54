package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Job;
import hudson.model.JobProperty;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** The job that the Jenkinsfile is of. */
public final class HostJob extends Job<HostJob, HostRun> {
    private final List<JobProperty<?>> properties = new ArrayList<>();
    private final String name;

    public HostJob(String name) {
        super(Jenkins.get(), name);
        this.name = name;
    }

    /** Sets a property, as {@code options { … }} does. */
    public synchronized void add(JobProperty<?> property) {
        properties.removeIf(known -> known.getClass() == property.getClass());
        properties.add(property);
    }

    @Override
    public synchronized <T extends JobProperty> T getProperty(Class<T> type) {
        return properties.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getFullName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }
}
