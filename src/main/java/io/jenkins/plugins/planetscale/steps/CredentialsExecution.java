package io.jenkins.plugins.planetscale.steps;

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
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Gives a block a password: mints it, keeps it alive while the block runs, and revokes it.
 *
 * @param <S> the step
 */
abstract class CredentialsExecution<S extends CredentialsStep> extends CleaningExecution<S> {
    private static final long serialVersionUID = 1L;

    private volatile Driven keeper;
    private transient Instant validUntil;
    private volatile String branch;
    private volatile String passwordId;
    private boolean revokeTried;

    CredentialsExecution(S step, StepContext context, String function) {
        super(step, context, function);
    }

    /** The operation to begin with; nothing has been made yet. */
    abstract Operation<?> first() throws ReleaseException, IOException, InterruptedException;

    /** What comes before the password is made; sets up the password. */
    abstract void made(Operation<?> operation) throws ReleaseException, IOException, InterruptedException;

    abstract MintPassword mintFor(String name) throws ReleaseException, IOException;

    @Override
    final void begin() throws ReleaseException, IOException, InterruptedException {
        step().checkVariables();
        Operation<?> first = first();
        setUp(step().isDryRun() ? DryRunPlan.of(support(), first) : first);
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

    @Override
    final void setUpEnded(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        if (ending() != null) {
            cleanUp(operation);
        } else if (operation instanceof DryRun dryRun) {
            DryRunPlan.ended(support(), dryRun);
            say("Dry run: the block of " + support().function() + " was not run.");
            succeed(null);
        } else if (operation instanceof MintPassword mint) {
            minted(mint);
        } else {
            made(operation);
        }
    }

    private void minted(MintPassword mint) throws ReleaseException, IOException, InterruptedException {
        Credentials credentials = mint.result();
        passwordId = credentials.id();
        BuildRecord.password(support(), branch, passwordId, step().getRole(), credentials.expiresAt());
        BodyInvoker invoker = BlockEnvironment.add(
                        getContext().newBodyInvoker(), getContext(), credentials, step(), branch)
                .withCallback(new Callback());
        KeepPassword keep = new KeepPassword(
                database(),
                branch,
                credentials.id(),
                TimeSpans.parse(step().getTtl(), "ttl"),
                PlanetScaleService.get().now());
        synchronized (this) {
            if (ending() == null) {
                started(invoker.start());
                keeper = new Driven(this, keep);
                keeper.drive();
                watchDeadline();
                return;
            }
        }
        cleanUp(mint);
    }

    @Override
    final void bodyGoesOn() throws IOException {
        watchDeadline();
        keeper.resume();
        if (ending() != null) {
            keeper.stop(); // the block ended meanwhile
        }
    }

    @Override
    Operation<?> undo(Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        if (left instanceof MintPassword mint && mint.mayHaveMinted()) {
            return RevokePassword.mintedBy(mint);
        }
        if (left instanceof MintPassword && branch != null) {
            noPassword(); // it was never asked for
        }
        return nextCleanUp();
    }

    /** There is no password to be revoked. */
    final void noPassword() throws IOException {
        revokeTried = true;
        forget(passwordEntry(branch));
    }

    @Override
    Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException {
        Driven keeping = keeper;
        if (keeping != null) {
            keeping.stop();
        }
        return branch == null || revokeTried
                ? null
                : new RevokePassword(database(), branch, support().marker()).known(passwordId);
    }

    @Override
    boolean isCleanUp(Operation<?> operation) {
        return operation instanceof RevokePassword;
    }

    @Override
    void cleaned(Operation<?> operation) throws IOException, InterruptedException {
        revokeTried = true;
        if (operation.failure() == null) {
            if (passwordId != null) {
                BuildRecord.revoked(support(), branch, passwordId);
            }
            forget(passwordEntry(branch));
        } else {
            problem(operation.failure().getMessage());
        }
    }

    /** The passwords are gone with their branch, whatever became of their revocation. */
    final void passwordsGone() throws IOException {
        noProblem();
        revokeTried = true;
        if (branch != null) {
            forget(passwordEntry(branch));
        }
    }

    /** Should the build be killed before it hears of it, a sweeper knows how long the password may still come. */
    @Override
    public void sending(Driven driven, Operation<?> operation) throws IOException {
        if (operation instanceof MintPassword mint && mint.mayHaveMinted()) {
            EphemeralRegistry.get()
                    .add(passwordEntry(branch).asked(PlanetScaleService.get().now(), null, false));
        }
    }

    @Override
    public final void turned(Driven driven, Operation<?> operation) {
        if (driven == keeper) {
            Instant until = ((KeepPassword) operation).validUntil();
            if (until != null && !until.equals(validUntil)) {
                validUntil = until;
                BuildRecord.renewed(support(), branch, passwordId, until);
            }
        }
    }

    @Override
    public final void ended(Driven driven, Operation<?> operation) {
        if (driven != keeper) {
            super.ended(driven, operation);
        } else if (operation.failure() != null && isInBody()) {
            say("The password for branch \"" + branch + "\" cannot be renewed, so it may expire while the block runs: "
                    + operation.failure().getMessage());
        }
    }

    @Override
    public final void broken(Driven driven, Throwable cause) {
        if (driven == keeper) {
            say("The password for branch \"" + branch + "\" is not renewed any more: " + cause);
        } else {
            super.broken(driven, cause);
        }
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
                support().access().baseUrl(),
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
