package io.jenkins.plugins.planetscale.steps;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.connection.Target;
import io.jenkins.plugins.planetscale.release.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step execution that may drive a deploy request. */
interface Holder {
    /** Long enough for builds that were just resumed to be read; a person waits for it. */
    long PATIENCE_SECONDS = 10;

    StepSupport support();

    /** Whether it does, now or as soon as its build goes on. For background threads. */
    boolean drives(PlanetScaleAction.Entry entry);

    /** The steps of all running builds that drive that deploy request. Blocks for the builds that are being resumed. */
    static List<Holder> of(PlanetScaleAction.Entry entry) throws NotAskedException {
        List<Holder> found = new CopyOnWriteArrayList<>();
        try {
            StepExecution.acceptAll(StepExecution.class, execution -> {
                        if (execution instanceof Holder holder && holder.isWhere(entry) && holder.drives(entry)) {
                            found.add(holder);
                        }
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return found;
        } catch (TimeoutException | ExecutionException e) {
            throw new NotAskedException(
                    503,
                    "It cannot be said yet whether a running build drives deploy request #" + Decisions.number(entry)
                            + " of "
                            + entry.getDatabase()
                            + ": not all builds are read after the start of Jenkins. Try again in a minute.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAskedException(503, "Jenkins is shutting down. Try again when it is back.");
        }
    }

    /** @param number 0 for as long as the step knows nothing but the branch of the deploy request */
    static boolean isAbout(PlanetScaleAction.Entry entry, int number, String branch) {
        Progress seen = entry.getProgress();
        return number == 0
                ? branch != null && seen != null && branch.equals(seen.branch())
                : number == Decisions.number(entry);
    }

    private boolean isWhere(PlanetScaleAction.Entry entry) {
        Target target = support().target();
        try {
            return target != null
                    && target.database().toString().equals(entry.getDatabase())
                    && (entry.apiUrl() == null || support().access().baseUrl().equals(entry.apiUrl()));
        } catch (IOException e) {
            return true; // rather refuse too much
        }
    }

    /** {@code planetscaleApply in release #12}, as far as the current user may know. */
    default String words() {
        try {
            Run<?, ?> run = support().run();
            boolean visible = run.hasPermission(Item.READ);
            return support().function() + " in " + (visible ? run.getFullDisplayName() : "another build");
        } catch (IOException e) {
            return support().function();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return support().function();
        }
    }
}
