package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.time.Duration;
import java.time.Instant;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that does something at PlanetScale, with the parameters {@code timeout} and {@code dryRun}. */
public abstract class PlanetScaleStep extends DatabaseStep {
    private static final long serialVersionUID = 1L;

    private String timeout;
    private boolean dryRun;

    public String getTimeout() {
        return timeout;
    }

    /** How long the step may take, like {@code 2h 30m}; without it, as long as the build. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** Only reads, says what it would do, and changes nothing. */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** When the time of the step is over if it begins now; null for never. */
    public final Instant deadlineFromNow() throws AbortException {
        Duration allowed = DurationParser.parseGiven(timeout, "timeout");
        return allowed == null ? null : PlanetScaleService.get().now().plus(allowed);
    }
}
