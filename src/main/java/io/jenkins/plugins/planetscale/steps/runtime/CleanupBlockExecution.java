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
 * A block step that removes after its block what it made for it. In set-up and clean-up one operation after the other
 * is driven; the class of the one that was driven last, and whether an end is noted, say where to go on after a
 * restart. Once an end is noted, whatever it is, there is only clean-up; and what it does not manage stays registered
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

    /** An operation of the set-up has ended, well or not; if not, the end is noted. */
    protected abstract void setUpEnded(Operation<?> operation)
            throws ReleaseException, IOException, InterruptedException;

    /**
     * The first piece of the clean-up when the set-up is over without a block.
     *
     * @param left the operation of the set-up that came last, which may be at any point and does not go on
     * @return null when there is nothing to remove
     */
    protected abstract Operation<?> undo(Operation<?> left) throws ReleaseException, IOException, InterruptedException;

    /** What is still to be removed; null when nothing is. */
    protected abstract Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException;

    protected abstract boolean isCleanUp(Operation<?> operation);

    /** A piece of the clean-up has ended, well or not. */
    protected abstract void cleaned(Operation<?> operation) throws IOException, InterruptedException;

    /** What becomes of what is not removed here, in sentences. */
    protected String leftovers() {
        return "What is left is removed by the hourly clean-up once the build is over; see Manage Jenkins >"
                + " PlanetScale.";
    }

    /** Goes on after a restart in which a block runs. */
    protected abstract void bodyGoesOn() throws IOException;

    /** Drives an operation of the set-up, unless the step was stopped meanwhile. */
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
    protected final void goOn() throws ReleaseException, IOException, InterruptedException {
        if (isInBody()) {
            bodyGoesOn();
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
            beginAnew();
        } else {
            support().resolve(step().given());
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
                    end = BodyResult.bad(cause); // whoever was told of the stop must not see the build go on
                }
                support().save();
                inBackground(() -> stopCleanUp(again && Aborts.isOne(cause)));
                return;
            }
            if (body() == null) {
                end = BodyResult.bad(cause);
                support().save(); // what was stopped must not go on after a kill
            }
            settingUp = current;
        }
        if (!cancelBody(cause) && settingUp != null) {
            settingUp.stop(left -> inBackground(() -> cleanUp(left)));
        }
    }

    /** Who stops a clean-up once does not mean to leave anything behind; who does so twice wants the build to end. */
    private void stopCleanUp(boolean breakOff) {
        DurableOperation cleaner = current();
        if (!breakOff || cleaner == null) {
            log("The clean-up goes on. Abort again to stop the clean-up. " + leftovers());
        } else {
            cleaner.stop();
            problem("The clean-up was stopped.");
            conclude();
        }
    }

    @Override
    protected final void bodyEnded(BodyResult how) {
        synchronized (this) {
            end = how.isGood() ? how : how.because(explained(how.failure()));
            bodyRan = true;
        }
        inBackground(() -> cleanUp(null));
    }

    /**
     * Begins the clean-up, unless it has begun.
     *
     * @param left the operation that was driven last; null for none
     */
    protected final void cleanUp(Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        synchronized (this) {
            if (cleaning) {
                return; // the end of the block, a stop and a restart can meet
            }
            cleaning = true;
        }
        cleanUpBy(bodyRan() || left == null ? nextCleanUp() : undo(left));
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
                cleaned(operation);
                cleanUpBy(nextCleanUp());
                return;
            }
            if (operation.failure() != null) {
                noteEnd(BodyResult.bad(StepFailure.of(operation.failure())));
            }
            setUpEnded(operation);
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
        String left = String.join(" ", problemsNow());
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
        if (noteEnd(BodyResult.bad(cause))) {
            DurableOperation last = current();
            if (last == null) {
                inBackground(() -> cleanUp(null));
            } else {
                last.stop();
                inBackground(() -> cleanUp(last.operation() == null ? last.restore() : last.operation()));
            }
        } else {
            problem(FailureText.anywhere(cause));
            conclude();
        }
    }

    @Override
    public void onError(DurableOperation driven, Throwable cause) {
        onUnexpectedError(cause);
    }

    private synchronized boolean noteEnd(BodyResult how) {
        boolean first = end == null;
        if (first) {
            end = how;
        }
        return first;
    }

    /** How the block, or its set-up, ended; null before. */
    protected final synchronized BodyResult ending() {
        return end;
    }

    protected final synchronized boolean bodyRan() {
        return bodyRan;
    }

    protected final synchronized DurableOperation current() {
        return current;
    }

    /** Something could not be removed; a sentence that says what and why. */
    protected final synchronized void problem(String text) {
        if (!problems.contains(text)) { // a restart can come between this and the end
            problems.add(text);
        }
    }

    /** What could not be removed is gone after all. */
    protected final synchronized void noProblem() {
        problems.clear();
    }

    private synchronized List<String> problemsNow() {
        return List.copyOf(problems);
    }
}
