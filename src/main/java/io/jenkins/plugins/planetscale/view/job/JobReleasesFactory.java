package io.jenkins.plugins.planetscale.view.job;

import hudson.Extension;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives the page to jobs. Looks at no build: it is asked often. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes") // as the extension point has it
public final class JobReleasesFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<JobReleases> actionType() {
        return JobReleases.class;
    }

    @Override
    public Collection<JobReleases> createFor(Job target) {
        Job<?, ?> job = target;
        return List.of(new JobReleases(job));
    }
}
