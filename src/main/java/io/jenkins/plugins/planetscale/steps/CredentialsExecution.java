package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Credentials;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.KeepPassword;
import io.jenkins.plugins.planetscale.release.MintPassword;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.RevokePassword;
import io.jenkins.plugins.planetscale.service.Ephemeral;
import io.jenkins.plugins.planetscale.service.EphemeralRegistry;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Gives a block a password: set-up, body, clean-up. In set-up and clean-up one operation after the other is driven; the
 * class of the one that was driven last, and whether an end is noted, say where to go on after a restart. Once an end is
 * noted, whatever it is, there is only clean-up; and what it does not manage stays registered for the sweeper.
 *
 * @param <S> the step
 */
abstract class CredentialsExecution<S extends CredentialsStep> extends BlockExecution<S> {
    private static final long serialVersionUID = 1L;

    private Driven current;
    private volatile Driven keeper;
    private BlockEnd end;
    private volatile String branch;
    private volatile boolean mintBrokenOff;
    private boolean bodyRan;
    private boolean revokeTried;
    private boolean stoppedInCleanUp;
    private final ArrayList<String> problems = new ArrayList<>();

    CredentialsExecution(S step, StepContext context, String function) {
        super(step, context, function);
    }

    /** The operation to begin with; nothing has been made yet. */
    abstract Operation<?> first() throws ReleaseException, IOException, InterruptedException;

    /** For what is made in the set-up before the password. */
    abstract void setUpEnded(Operation<?> operation) throws ReleaseException, IOException, InterruptedException;

    abstract MintPassword mintFor(String name) throws ReleaseException, IOException;

    @Override
    final void begin() throws ReleaseException, IOException, InterruptedException {
        Operation<?> first = first();
        setUp(step().isDryRun() ? new DryRun(first) : first);
    }

    /** Drives an operation of the set-up, unless the step was stopped meanwhile. */
    final void setUp(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        synchronized (this) {
            if (end == null) {
                if (deadline() != null) {
                    operation.setDeadline(deadline());
                }
                current = new Driven(this);
                current.drive(operation);
                return;
            }
        }
        cleanUp();
    }

    /** Registers the password that is about to be minted, and returns the operation that does it. */
    final MintPassword mint(String name) throws ReleaseException, IOException, InterruptedException {
        MintPassword mint = mintFor(name);
        if (!step().isDryRun()) {
            EphemeralRegistry.get().add(passwordEntry(name));
            branch = name;
        }
        return mint;
    }

    private void minted(Credentials credentials) throws ReleaseException, IOException, InterruptedException {
        BodyInvoker invoker = BlockEnvironment.add(
                        getContext().newBodyInvoker(), getContext(), credentials, step().getPrefix(), branch)
                .withCallback(new Callback());
        KeepPassword keep = new KeepPassword(
                database(),
                branch,
                credentials.id(),
                TimeSpans.parse(step().getTtl(), "ttl"),
                PlanetScaleService.get().now());
        synchronized (this) {
            if (end == null) {
                started(invoker.start());
                keeper = new Driven(this);
                keeper.drive(keep);
                watchDeadline();
                return;
            }
        }
        cleanUp();
    }

    @Override
    final void bodyEnded(BlockEnd bodyEnd) {
        Driven keeping;
        synchronized (this) {
            end = bodyEnd.isGood() ? bodyEnd : BlockEnd.bad(explained(bodyEnd.failure()));
            keeping = keeper;
            bodyRan = true;
        }
        if (keeping != null) {
            keeping.stop();
        }
        inBackground(this::cleanUp);
    }

    @Override
    final void goOn() throws ReleaseException, IOException, InterruptedException {
        if (isInBody()) {
            keeper.resume();
            return;
        }
        forgetBody();
        Driven last = current();
        Operation<?> left = last == null ? null : last.restore();
        synchronized (this) {
            if (end == null && left != null || isCleanUp(left)) {
                last.resume();
                return;
            }
        }
        if (ending() == null) {
            beginAnew();
        } else if (left == null) {
            cleanUp();
        } else {
            takeOver(last, left);
        }
    }

    @Override
    public final void stop(Throwable cause) {
        Driven settingUp;
        synchronized (this) {
            if (isFinished()) {
                return;
            }
            if (end != null) {
                inBackground(() -> stopCleanUp(cause));
                return;
            }
            if (body() == null) {
                end = BlockEnd.bad(cause);
            }
            settingUp = current;
        }
        if (!cancelBody(cause) && settingUp != null) {
            settingUp.change(left -> inBackgroundOrNow(settingUp, left));
        }
    }

    private void inBackgroundOrNow(Driven driven, Operation<?> left) {
        try {
            takeOver(driven, left);
        } catch (ReleaseException e) {
            wentWrong(StepFailure.of(e));
        } catch (Exception e) {
            wentWrong(e);
        }
    }

    /** Ends a set-up that was stopped; {@code left} is not touched by anybody else now. */
    void takeOver(Driven driven, Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        driven.stop();
        mintBrokenOff |= left instanceof MintPassword;
        cleanUp();
    }

    /** Who stops a clean-up once does not mean to leave anything behind; who does so twice wants the build to end. */
    private void stopCleanUp(Throwable cause) {
        Driven cleaning;
        synchronized (this) {
            cleaning = stoppedInCleanUp ? current : null;
            stoppedInCleanUp = true;
            if (end.isGood()) {
                end = BlockEnd.bad(cause);
            }
        }
        if (cleaning == null) {
            say("Cleaning up goes on. Abort once more to leave the rest to the hourly clean-up of orphans.");
        } else {
            cleaning.stop();
            problem("Cleaning up was broken off.");
            conclude();
        }
    }

    /** Does the next piece of the clean-up, or ends the step. */
    final void cleanUp() throws ReleaseException, IOException, InterruptedException {
        Operation<?> next = nextCleanUp();
        if (next == null) {
            conclude();
            return;
        }
        synchronized (this) {
            current = new Driven(this);
            current.drive(next);
        }
    }

    /** What is still to be removed; null when nothing is. */
    Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException {
        return branch == null || revokeTried
                ? null
                : new RevokePassword(database(), branch, support().marker());
    }

    boolean isCleanUp(Operation<?> operation) {
        return operation instanceof RevokePassword;
    }

    @Override
    public final void ended(Driven driven, Operation<?> operation) {
        if (driven == keeper) {
            keepingFailed(operation.failure());
            return;
        }
        try {
            if (operation instanceof DryRun && ending() == null) {
                dryRunEnded(operation);
            } else if (isCleanUp(operation)) {
                cleaned(operation);
                cleanUp();
            } else {
                settled(operation);
            }
        } catch (ReleaseException e) {
            wentWrong(StepFailure.of(e));
        } catch (Exception e) {
            wentWrong(e);
        }
    }

    private void dryRunEnded(Operation<?> operation) {
        if (operation.failure() != null) {
            fail(StepFailure.of(operation.failure()));
        } else {
            say("Dry run: the block of " + support().function() + " was not run.");
            succeed(null);
        }
    }

    private void settled(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        if (operation.failure() != null) {
            noteEnd(BlockEnd.bad(StepFailure.of(operation.failure())));
        }
        if (operation instanceof MintPassword mint) {
            if (ending() == null) {
                minted(mint.result());
            } else {
                cleanUp();
            }
        } else {
            setUpEnded(operation);
        }
    }

    /** A piece of the clean-up has ended. */
    void cleaned(Operation<?> operation) throws IOException, InterruptedException {
        revokeTried = true;
        if (operation.failure() != null) {
            problem(operation.failure().getMessage());
        } else if (!mintBrokenOff) { // else it may be minted yet: the sweeper looks again
            forget(passwordEntry(branch));
        }
    }

    /** The passwords are gone with their branch, whatever became of their revocation. */
    final synchronized void passwordsGone() throws IOException {
        problems.clear();
        if (branch != null) {
            forget(passwordEntry(branch));
        }
    }

    private void keepingFailed(ReleaseException failure) {
        if (failure != null && isInBody()) {
            say("The password for branch \"" + branch + "\" cannot be renewed, so it may expire while the block runs: "
                    + failure.getMessage());
        }
    }

    private void conclude() {
        BlockEnd how = ending();
        String left = String.join(" ", problemsNow());
        if (left.isEmpty()) {
            if (how.isGood()) {
                succeed(how.value());
            } else {
                fail(how.failure());
            }
            return;
        }
        String advice = "Cleaning up failed: " + left + " It is tried again, hourly, once the build is over; see"
                + " Manage Jenkins > PlanetScale.";
        if (how.isGood()) {
            fail(new StepFailure.CleanUpFailed("The block ended well. " + advice));
        } else {
            say(advice);
            how.failure().addSuppressed(new AbortException(advice));
            fail(how.failure());
        }
    }

    @Override
    final void wentWrong(Throwable cause) {
        if (cancelBody(cause)) {
            return;
        }
        if (noteEnd(BlockEnd.bad(cause))) {
            inBackground(this::cleanUp);
        } else {
            problem(cause.toString());
            conclude();
        }
    }

    @Override
    public final void broken(Driven driven, Throwable cause) {
        if (driven == keeper) {
            say("The password for branch \"" + branch + "\" is not renewed any more: " + cause);
        } else {
            wentWrong(cause);
        }
    }

    private synchronized boolean noteEnd(BlockEnd how) {
        boolean first = end == null;
        if (first) {
            end = how;
        }
        return first;
    }

    /** How the block, or its set-up, ended; null before. */
    final synchronized BlockEnd ending() {
        return end;
    }

    final synchronized boolean bodyRan() {
        return bodyRan;
    }

    final synchronized Driven current() {
        return current;
    }

    /** Something could not be removed; a sentence that says what and why. */
    final synchronized void problem(String text) {
        problems.add(text);
    }

    private synchronized List<String> problemsNow() {
        return List.copyOf(problems);
    }

    final DatabaseRef database() {
        return support().target().database();
    }

    final void forget(Ephemeral entry) throws IOException {
        EphemeralRegistry.get().remove(entry);
    }

    private Ephemeral passwordEntry(String name) throws IOException {
        return Ephemeral.password(
                database(),
                name,
                support().marker(),
                support().target().connection(),
                null,
                support().runId(),
                PlanetScaleService.get().now());
    }

    @Override
    public String getStatus() {
        if (isInBody()) {
            return "running the block with a password for branch \"" + branch + "\"";
        }
        Driven now = current();
        String what = now == null ? "starting" : now.status();
        return ending() == null ? what : "cleaning up: " + what;
    }
}
