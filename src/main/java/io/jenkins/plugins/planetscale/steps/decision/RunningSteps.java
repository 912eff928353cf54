package io.jenkins.plugins.planetscale.steps.decision;

import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.runtime.DeployRequestStepExecution;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Finds steps among those of all running builds. */
final class RunningSteps {
    /** Long enough for builds that were just resumed to be read; a person waits for it. */
    private static final long PATIENCE_SECONDS = 10;

    private RunningSteps() {}

    /** Those that drive that deploy request. Blocks for the builds that are being resumed. */
    static List<DeployRequestStepExecution> of(ReleaseRecord entry) throws DecisionRejectedException {
        List<DeployRequestStepExecution> found = new CopyOnWriteArrayList<>();
        try {
            StepExecution.acceptAll(StepExecution.class, execution -> {
                        if (execution instanceof DeployRequestStepExecution holder
                                && holder.isWhere(entry)
                                && holder.drives(entry)) {
                            found.add(holder);
                        }
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return found;
        } catch (TimeoutException | ExecutionException e) {
            throw new DecisionRejectedException(
                    503,
                    "It cannot be said yet whether a running build drives " + entry.deployRequest()
                            + ": not all builds are read after the start of Jenkins. Try again in a minute.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecisionRejectedException(503, "Jenkins is shutting down. Try again when it is back.");
        }
    }
}
