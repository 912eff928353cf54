package io.jenkins.plugins.planetscale.steps.credentials;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.release.password.RenewPasswordPeriodically;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.CleanupBlockExecution;
import io.jenkins.plugins.planetscale.steps.runtime.DryRunPlan;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Provides a block with a password: creates it, renews it while the block runs, and revokes it.
 *
 * @param <S> the step
 */
@Restricted(NoExternalUse.class)
public abstract class CredentialsExecution<S extends CredentialsStep> extends CleanupBlockExecution<S> {
    private static final long serialVersionUID = 1L;

    private volatile DurableOperation keeper;
    private transient Instant validUntil;
    private volatile String branch;
    private volatile String passwordId;
    private boolean revokeTried;

    protected CredentialsExecution(S step, StepContext context, String function) {
        super(step, context, function);
    }

    /** The operation to begin with; nothing has been made yet. */
    protected abstract Operation<?> first() throws ReleaseException, IOException, InterruptedException;

    /** What comes before the password is made; sets up the password. */
    protected abstract void made(Operation<?> operation) throws ReleaseException, IOException, InterruptedException;

    protected abstract MintPassword mintFor(String name) throws ReleaseException, IOException;

    @Override
    protected final void begin() throws ReleaseException, IOException, InterruptedException {
        step().checkVariables();
        Operation<?> first = first();
        setUp(step().isDryRun() ? DryRunPlan.of(buildContext(), first) : first);
    }

    /** Registers the password that is about to be minted, and returns the operation that does it. */
    protected final MintPassword mint(String name) throws ReleaseException, IOException, InterruptedException {
        MintPassword mint = mintFor(name);
        if (!step().isDryRun()) {
            EphemeralRegistry.get().add(passwordEntry(name));
            branch = name;
        }
        return mint;
    }

    @Override
    protected final void onSetUpEnded(Operation<?> operation)
            throws ReleaseException, IOException, InterruptedException {
        if (ending() != null) {
            cleanUp(operation);
        } else if (operation instanceof DryRun dryRun) {
            DryRunPlan.record(buildContext(), dryRun);
            log("Dry run: the block of " + buildContext().function() + " was not run.");
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
        ReleaseRecorder.password(buildContext(), branch, passwordId, step().getRole(), credentials.expiresAt());
        BodyInvoker invoker = CredentialsEnvironment.add(
                        getContext().newBodyInvoker(), getContext(), credentials, step(), branch)
                .withCallback(new Callback());
        RenewPasswordPeriodically keep = new RenewPasswordPeriodically(
                database(),
                branch,
                credentials.id(),
                DurationParser.parse(step().getTtl(), "ttl"),
                PlanetScaleService.get().now());
        synchronized (this) {
            if (ending() == null) {
                setBody(invoker.start());
                keeper = new DurableOperation(this, keep);
                keeper.start();
                watchDeadline();
                return;
            }
        }
        cleanUp(mint);
    }

    @Override
    protected final void onBodyResumed() throws IOException {
        watchDeadline();
        keeper.resume();
        if (ending() != null) {
            keeper.stop(); // the block ended meanwhile
        }
    }

    @Override
    protected Operation<?> rollBack(Operation<?> left) throws ReleaseException, IOException, InterruptedException {
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
        unregister(passwordEntry(branch));
    }

    @Override
    protected Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException {
        DurableOperation keeping = keeper;
        if (keeping != null) {
            keeping.stop();
        }
        return branch == null || revokeTried
                ? null
                : new RevokePassword(database(), branch, buildContext().marker()).known(passwordId);
    }

    @Override
    protected boolean isCleanUp(Operation<?> operation) {
        return operation instanceof RevokePassword;
    }

    @Override
    protected void onCleanedUp(Operation<?> operation) throws IOException, InterruptedException {
        revokeTried = true;
        if (operation.failure() == null) {
            if (passwordId != null) {
                ReleaseRecorder.revoked(buildContext(), branch, passwordId);
            }
            unregister(passwordEntry(branch));
        } else {
            addProblem(operation.failure().getMessage());
        }
    }

    /** The passwords are gone with their branch, whatever became of their revocation. */
    protected final void passwordsGone() throws IOException {
        clearProblems();
        revokeTried = true;
        if (branch != null) {
            unregister(passwordEntry(branch));
        }
    }

    /** Should the build be killed before it hears of it, a sweeper knows how long the password may still come. */
    @Override
    public void onSending(DurableOperation driven, Operation<?> operation) throws IOException {
        if (operation instanceof MintPassword mint && mint.mayHaveMinted()) {
            EphemeralRegistry.get()
                    .add(passwordEntry(branch).asked(PlanetScaleService.get().now(), null, false));
        }
    }

    @Override
    public final void onStep(DurableOperation driven, Operation<?> operation) {
        if (driven == keeper) {
            Instant until = ((RenewPasswordPeriodically) operation).validUntil();
            if (until != null && !until.equals(validUntil)) {
                validUntil = until;
                ReleaseRecorder.renewed(buildContext(), branch, passwordId, until);
            }
        }
    }

    @Override
    public final void onCompleted(DurableOperation driven, Operation<?> operation) {
        if (driven != keeper) {
            super.onCompleted(driven, operation);
        } else if (operation.failure() != null && isInBody()) {
            log("The password for branch \"" + branch + "\" cannot be renewed, so it may expire while the block runs: "
                    + operation.failure().getMessage());
        }
    }

    @Override
    public final void onError(DurableOperation driven, Throwable cause) {
        if (driven == keeper) {
            log("The password for branch \"" + branch + "\" is not renewed any more: " + cause);
        } else {
            super.onError(driven, cause);
        }
    }

    protected final DatabaseRef database() {
        return buildContext().target().database();
    }

    protected final void unregister(EphemeralResource entry) throws IOException {
        EphemeralRegistry.get().remove(entry);
    }

    protected final EphemeralResource.Origin origin() throws IOException {
        return new EphemeralResource.Origin(
                buildContext().target().connection(),
                buildContext().access().baseUrl(),
                buildContext().runId());
    }

    private EphemeralResource passwordEntry(String name) throws IOException {
        return EphemeralResource.password(
                database(),
                name,
                buildContext().marker(),
                origin(),
                PlanetScaleService.get().now());
    }

    @Override
    public String getStatus() {
        if (isInBody()) {
            return "running the block with a password for branch \"" + branch + "\"";
        }
        DurableOperation now = current();
        String what = now == null ? "starting" : now.status();
        return ending() == null ? what : "cleaning up: " + what;
    }
}
