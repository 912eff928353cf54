package io.jenkins.plugins.planetscale.view.job;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.connection.PlanetScaleJobProperty;
import io.jenkins.plugins.planetscale.steps.UserNames;
import io.jenkins.plugins.planetscale.view.Messages;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import java.util.Iterator;
import java.util.List;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The page of a job with its recent releases: {@code …/job/release/planetscale/}. Listed in the job's menu only when
 * there is something to show, or when the job sets a database. Made anew for each request from the builds' records:
 * sends nothing to PlanetScale.
 */
@Restricted(NoExternalUse.class)
public final class JobReleases extends Tab {
    /** So few builds are looked at for the menu and the job's main page, whose history loads more of them anyway. */
    static final int GLANCE = 10;

    private final Job<?, ?> job;
    private RecentReleases recent;
    private RecentReleases glance;

    JobReleases(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    public RecentReleases getRecent() {
        if (recent == null) {
            recent = read(RecentReleases.LOOKED_AT, RecentReleases.SHOWN);
        }
        return recent;
    }

    /** The newest release if there is one among the last few builds; else null. */
    public ReleaseRow getLatest() {
        if (glance == null) {
            glance = read(GLANCE, 1);
        }
        List<ReleaseRow> rows = glance.getRows();
        return rows.isEmpty() ? null : rows.get(0);
    }

    private RecentReleases read(int builds, int show) {
        return RecentReleases.of(builds(job), builds, show, run -> ReleaseRow.of(run, UserNames::name));
    }

    /** One build after the other, so that none is read from disk before it is asked for. */
    private static Iterator<Run<?, ?>> builds(Job<?, ?> job) {
        return new Iterator<>() {
            private Run<?, ?> next = job.getLastBuild();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Run<?, ?> next() {
                Run<?, ?> now = next;
                next = now.getPreviousBuild();
                return now;
            }
        };
    }

    /** The chart; null when there is no time to draw. */
    public String getChart() {
        ReleaseChart chart = new ReleaseChart(getRecent().getRows());
        return chart.isWorthDrawing() ? chart.svg() : null;
    }

    /** Where to make a step, from the root of Jenkins: the job's own Snippet Generator, or the one for all. */
    public String getSnippetGenerator() {
        String name = "pipeline-syntax";
        for (Action action : job.getAllActions()) {
            if (action != this && name.equals(action.getUrlName())) {
                return job.getUrl() + name + "/";
            }
        }
        return name + "/";
    }

    @Override
    public String getIconFileName() {
        if (job == null) {
            return null; // somebody wrote this into a configuration
        }
        boolean shown = job.getProperty(PlanetScaleJobProperty.class) != null || getLatest() != null;
        return shown ? "symbol-release plugin-planetscale" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobReleases_displayName();
    }

    @Override
    public String getUrlName() {
        return job == null ? null : ReleaseAction.URL_NAME;
    }
}
