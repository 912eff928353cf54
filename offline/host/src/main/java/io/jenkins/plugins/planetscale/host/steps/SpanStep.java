package io.jenkins.plugins.planetscale.host.steps;

import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that takes a time and its unit. */
public abstract class SpanStep extends Step {
    private final long time;
    private TimeUnit unit;

    SpanStep(long time, TimeUnit byDefault) {
        this.time = time;
        this.unit = byDefault;
    }

    @DataBoundSetter
    public final void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    final long millis() {
        return unit.toMillis(time);
    }
}
