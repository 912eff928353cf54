package io.jenkins.plugins.planetscale.steps.runtime;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.steps.FailureText;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The execution of a block step that removes afterwards what it created for its block. Set-up and clean-up are
 * operations, driven one after the other; after a restart, the class of the last one and whether an end is recorded say
 * where to go on. Once an end is recorded, whichever, only the clean-up runs; what it cannot remove stays registered
 * for the sweeper.
 *
 * @param <S> the step
 */
@Restricted(NoExternalUse.class)
public abstract class CleanupBlockExecution<S extends PlanetScaleStep> extends BlockExecution<S> {
    private static final long serialVersionUID = 1L;

    private DurableOperation current;
    private BodyResult end;
    private boolean bodyRan;
    private boolean stoppedInCleanUp;
    private transient boolean cleaning;
    private final ArrayList<String> problems = new ArrayList<>();

    protected CleanupBlockExecution(S step, StepContext context, String function) {
        super(step, context, function);
    }

    /** Called when an operation of the set-up has ended. When it failed, the end is recorded already. */
    protected abstract void onSetUpEnded(Operation<?> operation)
            throws ReleaseException, IOException, InterruptedException;

    /**
     * The first operation of the clean-up after a set-up that ended before the block ran.
     *
     * @param left the last operation of the set-up, stopped at any point
     * @return null when there is nothing to remove
     */
    protected abstract Operation<?> rollBack(Operation<?> left)
            throws ReleaseException, IOException, InterruptedException;

    /** The next operation of the clean-up; null when nothing is left to remove. */
    protected abstract Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException;

    protected abstract boolean isCleanUp(Operation<?> operation);

    /** Called when an operation of the clean-up has ended, successfully or not. */
    protected abstract void onCleanedUp(Operation<?> operation) throws IOException, InterruptedException;

    /** Says, in sentences, what happens to what the clean-up does not remove. */
    protected String leftovers() {
        return "What is left is removed by the hourly clean-up once the build is over; see Manage Jenkins >"
                + " PlanetScale.";
    }

    /** Called after a restart during the block. */
    protected abstract void onBodyResumed() throws IOException;

    /** Starts an operation of the set-up, unless the step was stopped meanwhile. */
    protected final void setUp(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        synchronized (this) {
            if (end == null) {
                if (deadline() != null) {
                    operation.setDeadline(deadline());
                }
                current = new DurableOperation(this, operation);
                current.start();
                return;
            }
        }
        cleanUp(operation);
    }

    @Override
    protected final void resume() throws ReleaseException, IOException, InterruptedException {
        if (isInBody()) {
            onBodyResumed();
            return;
        }
        forgetBody();
        DurableOperation last = hasBegun() ? current() : null;
        Operation<?> left = last == null ? null : last.restore();
        synchronized (this) {
            if (cleaning) {
                return; // the block ended before this
            }
            if (end == null && left != null || isCleanUp(left)) {
                cleaning = isCleanUp(left);
                last.resume();
                return;
            }
        }
        if (ending() == null) {
            restart();
        } else {
            buildContext().resolve(step().given());
            cleanUp(left);
        }
    }

    @Override
    public final void stop(Throwable cause) {
        DurableOperation settingUp;
        synchronized (this) {
            if (isFinished()) {
                return;
            }
            if (end != null) {
                boolean again = stoppedInCleanUp;
                stoppedInCleanUp |= Aborts.isOne(cause);
                if (end.isGood()) {
                    end = BodyResult.bad(cause); // a stop must not be lost to a success
                }
                buildContext().save();
                inBackground(() -> stopCleanUp(again && Aborts.isOne(cause)));
                return;
            }
            if (body() == null) {
                end = BodyResult.bad(cause);
                buildContext().save(); // what was stopped must not go on after a kill
            }
            settingUp = current;
        }
        if (!cancelBody(cause) && settingUp != null) {
            settingUp.stop(left -> inBackground(() -> cleanUp(left)));
        }
    }

    /** The first stop does not interrupt the clean-up; the second one does, as the user wants the build to end. */
    private void stopCleanUp(boolean cancel) {
        DurableOperation cleaner = current();
        if (!cancel || cleaner == null) {
            log("The clean-up goes on. Abort again to stop the clean-up. " + leftovers());
        } else {
            cleaner.stop();
            addProblem("The clean-up was stopped.");
            conclude();
        }
    }

    @Override
    protected final void onBodyEnded(BodyResult how) {
        synchronized (this) {
            end = how.isGood() ? how : how.because(explained(how.failure()));
            bodyRan = true;
        }
        inBackground(() -> cleanUp(null));
    }

    /**
     * Starts the clean-up, unless it has started.
     *
     * @param left the operation that was driven last; null for none
     */
    protected final void cleanUp(Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        synchronized (this) {
            if (cleaning) {
                return; // the end of the block, a stop and a restart can coincide
            }
            cleaning = true;
        }
        cleanUpBy(bodyRan() || left == null ? nextCleanUp() : rollBack(left));
    }

    private void cleanUpBy(Operation<?> next) {
        if (next == null) {
            conclude();
            return;
        }
        synchronized (this) {
            current = new DurableOperation(this, next);
            current.start();
        }
    }

    @Override
    public void onCompleted(DurableOperation driven, Operation<?> operation) {
        try {
            if (isCleanUp(operation)) {
                onCleanedUp(operation);
                cleanUpBy(nextCleanUp());
                return;
            }
            if (operation.failure() != null) {
                recordEnd(BodyResult.bad(StepFailure.of(operation.failure())));
            }
            onSetUpEnded(operation);
        } catch (ReleaseException e) {
            onUnexpectedError(StepFailure.of(e));
        } catch (Exception e) {
            onUnexpectedError(e);
        }
    }

    private void conclude() {
        BodyResult how;
        synchronized (this) { // a stop either comes before this and counts, or after it and is too late
            how = end;
            if (!finish()) {
                return;
            }
        }
        String left = String.join(" ", problems());
        Throwable failure = how.failure();
        if (!left.isEmpty()) {
            String advice = "The clean-up failed: " + left + " " + leftovers();
            if (failure == null) {
                failure = StepFailure.cleanUpFailed("The block ended well. " + advice);
            } else {
                log(advice);
            }
        }
        if (failure == null) {
            getContext().onSuccess(how.value());
        } else {
            getContext().onFailure(failure);
        }
    }

    @Override
    protected final void onUnexpectedError(Throwable cause) {
        if (cancelBody(cause)) {
            return;
        }
        if (recordEnd(BodyResult.bad(cause))) {
            DurableOperation last = current();
            if (last == null) {
                inBackground(() -> cleanUp(null));
            } else {
                last.stop();
                inBackground(() -> cleanUp(last.operation() == null ? last.restore() : last.operation()));
            }
        } else {
            addProblem(FailureText.onAnyThread(cause));
            conclude();
        }
    }

    @Override
    public void onError(DurableOperation driven, Throwable cause) {
        onUnexpectedError(cause);
    }

    private synchronized boolean recordEnd(BodyResult how) {
        boolean first = end == null;
        if (first) {
            end = how;
        }
        return first;
    }

    /** The result of the block, or of a set-up that ended without one; null before. */
    protected final synchronized BodyResult ending() {
        return end;
    }

    protected final synchronized boolean bodyRan() {
        return bodyRan;
    }

    protected final synchronized DurableOperation current() {
        return current;
    }

    /** Adds a sentence about something that could not be removed: what, and why. */
    protected final synchronized void addProblem(String text) {
        if (!problems.contains(text)) { // a restart can come between this and the end
            problems.add(text);
        }
    }

    /** Removes the sentences, as everything could be removed after all. */
    protected final synchronized void clearProblems() {
        problems.clear();
    }

    private synchronized List<String> problems() {
        return List.copyOf(problems);
    }
}
