package io.jenkins.plugins.planetscale.steps.runtime;

import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Distinguishes the abort of a build from the other reasons for which Pipeline stops a step. */
@Restricted(NoExternalUse.class)
public final class Aborts {
    private Aborts() {}

    /** Whether somebody aborts the build: a person, or a program that names no cause. */
    public static boolean isOne(Throwable stop) {
        return stop instanceof FlowInterruptedException interruption
                && (interruption.getCauses().isEmpty()
                        || interruption.getCauses().stream().anyMatch(UserInterruption.class::isInstance));
    }
}
