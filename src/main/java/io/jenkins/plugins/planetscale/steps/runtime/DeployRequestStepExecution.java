package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.connection.DatabaseTarget;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A step execution that may drive a deploy request. */
@Restricted(NoExternalUse.class)
public interface DeployRequestStepExecution {
    StepBuildContext buildContext();

    /** Whether it drives that deploy request, now or as soon as its build is resumed. For background threads. */
    boolean drives(ReleaseRecord entry);

    /** @param number 0 for as long as the step knows nothing but the branch of the deploy request */
    static boolean isAbout(ReleaseRecord entry, int number, String branch) {
        Progress seen = entry.getProgress();
        return number == 0
                ? branch != null && seen != null && branch.equals(seen.branch())
                : number == entry.deployRequest().number();
    }

    default boolean isWhere(ReleaseRecord entry) {
        DatabaseTarget target = buildContext().target();
        try {
            return target != null
                    && target.database().toString().equals(entry.getDatabase())
                    && (entry.apiUrl() == null
                            || buildContext().access().baseUrl().equals(entry.apiUrl()));
        } catch (IOException e) {
            return true; // fail closed
        }
    }

    /** Whether it carries out such a decision itself. */
    default boolean decides(DecisionKind kind) {
        return false;
    }

    /**
     * Takes a person's decision about it.
     *
     * @return what happens now, in a sentence
     * @throws DecisionRejectedException when it does not count, as it does not while a step drives the deploy request
     */
    default String decide(ReleaseRecord entry, DecisionRecord decision) throws DecisionRejectedException {
        throw new DecisionRejectedException(
                409,
                entry.deployRequest().title() + " is controlled by " + describe()
                        + ". Decide when that step is over, or abort it.");
    }

    /** {@code planetscaleApply in release #12}, as far as the current user may know. */
    default String describe() {
        try {
            Run<?, ?> run = buildContext().run();
            boolean visible = run.hasPermission(Item.READ);
            return buildContext().function() + " in " + (visible ? run.getFullDisplayName() : "another build");
        } catch (IOException e) {
            return buildContext().function();
        }
    }
}
