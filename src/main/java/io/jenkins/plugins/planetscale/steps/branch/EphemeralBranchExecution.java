package io.jenkins.plugins.planetscale.steps.branch;

import hudson.EnvVars;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.credentials.CredentialsExecution;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Creates a branch before the password, and deletes it after it. Deletes only a branch that it created itself, by its
 * id; when the set-up ended before the id was known, the one that {@link DeleteBranch#madeBy} identifies.
 */
final class EphemeralBranchExecution extends CredentialsExecution<EphemeralBranchStep> {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 63;

    private String name;
    private volatile String branchId;
    private volatile boolean asked;
    private boolean removalTried;

    EphemeralBranchExecution(EphemeralBranchStep step, StepContext context) {
        super(step, context, EphemeralBranchStep.FUNCTION);
    }

    @Override
    protected Operation<?> first() throws ReleaseException, IOException, InterruptedException {
        ParameterParser.keep(step().getKeep());
        name = step().getName() != null ? step().getName() : ownName();
        mintFor(name); // refuses wrong parameters before anything is made
        EnsureBranch make = new EnsureBranch(
                        database(),
                        new NewBranch(
                                name,
                                step().getParent(),
                                step().isSeedData(),
                                step().getBackup(),
                                step().getRegion(),
                                step().getClusterSize()),
                        IfExists.FAIL)
                .gone(ReleaseRecorder.goneBranches(buildContext(), name))
                .marker(buildContext().marker());
        if (!step().isDryRun()) {
            EphemeralRegistry.get().add(entry());
        }
        return make;
    }

    /** Bears the marker, so a sweeper knows it by its name. */
    private String ownName() throws IOException, InterruptedException {
        EnvVars environment = getContext().get(EnvVars.class);
        String job = buildContext().run().getParent().getName();
        String git = environment == null ? job : environment.get("CHANGE_BRANCH", environment.get("BRANCH_NAME", job));
        String fork = environment == null ? "" : environment.get("CHANGE_FORK", "");
        String token = buildContext().marker().token();
        String readable = (fork.isEmpty() ? git : fork + "-" + git)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        int room = LONGEST_NAME - token.length() - 1;
        readable = readable.substring(0, Math.min(room, readable.length()))
                .replaceAll("^-+", "")
                .replaceAll("-+$", "");
        return readable.isEmpty() ? token : readable + "-" + token;
    }

    @Override
    protected MintPassword mintFor(String branch) throws ReleaseException, IOException {
        return new MintPassword(
                database(),
                branch,
                buildContext().marker(),
                step().getRole(),
                DurationParser.parse(step().getTtl(), "ttl"),
                false,
                List.of());
    }

    @Override
    public void log(List<String> lines) {
        super.log(lines);
        DurableOperation driven = current();
        if (driven != null && driven.operation() instanceof EnsureBranch make && make.branchId() != null) {
            String id = make.branchId();
            if (branchId == null && ending() == null) {
                inBackground(() -> setBranchId(id));
            }
        }
    }

    /** Should the build be killed before it hears of it, a sweeper knows from when on the branch can be its own. */
    @Override
    public void onSending(DurableOperation driven, Operation<?> operation) throws IOException {
        super.onSending(driven, operation);
        if (branchId == null && operation instanceof EnsureBranch make && make.mayHaveCreated()) {
            asked = true;
            EphemeralRegistry.get()
                    .add(entry().asked(
                                    PlanetScaleService.get().now(),
                                    step().getParent(),
                                    step().isSeedData() || step().getBackup() != null));
        }
    }

    /** From now on a sweeper can tell it from one of somebody else. */
    private void setBranchId(String id) throws IOException {
        synchronized (this) {
            if (id == null || branchId != null) {
                return;
            }
            branchId = id;
        }
        EphemeralRegistry.get().add(entry());
    }

    @Override
    protected void made(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        ReadyBranch made = ((EnsureBranch) operation).result();
        setBranchId(made.id());
        ReleaseRecorder.branch(buildContext(), made);
        setUp(mint(name));
    }

    /** A password that may have been minted goes with its branch, on which nothing was run. */
    @Override
    protected Operation<?> rollBack(Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        if (left instanceof EnsureBranch make && make.mayHaveCreated()) {
            setBranchId(make.branchId());
            return DeleteBranch.madeBy(make);
        }
        return left instanceof MintPassword && branchId != null ? deletion() : nextCleanUp();
    }

    private DeleteBranch deletion() throws ReleaseException {
        return new DeleteBranch(database(), name, false)
                .own(branchId)
                .marker(buildContext().marker());
    }

    @Override
    protected Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException {
        Operation<?> before = super.nextCleanUp();
        if (before != null || removalTried) {
            return before;
        }
        if (kept()) {
            log("Branch \"" + name + "\" is kept, as keep: '" + step().getKeep()
                    + "' says. To delete it: planetscaleDeleteBranch name: '" + name + "'.");
        } else if (branchId != null) {
            return deletion();
        }
        if (name != null) {
            unregister(entry());
        }
        return null;
    }

    /** Nobody wants to look at a branch on which nothing was run. */
    private boolean kept() {
        boolean good = ending().isGood();
        return bodyRan()
                && branchId != null
                && ("always".equals(step().getKeep()) || !good && "onFailure".equals(step().getKeep()));
    }

    @Override
    protected boolean isCleanUp(Operation<?> operation) {
        return super.isCleanUp(operation) || operation instanceof DeleteBranch;
    }

    @Override
    protected void onCleanedUp(Operation<?> operation) throws IOException, InterruptedException {
        if (!(operation instanceof DeleteBranch)) {
            super.onCleanedUp(operation);
            return;
        }
        removalTried = true;
        if (operation.failure() != null) {
            addProblem("Branch \"" + name + "\" of " + database() + " is left: "
                    + operation.failure().getMessage());
        } else {
            passwordsGone();
            ReleaseRecorder.deleted(buildContext(), name, ((DeleteBranch) operation).deletedId());
            unregister(entry());
        }
    }

    @Override
    protected String leftovers() {
        boolean known =
                branchId != null || name != null && buildContext().marker().marks(name);
        if (known) {
            return super.leftovers();
        }
        return "A branch \"" + name + "\" of " + database()
                + (asked
                        ? " that is left is deleted by the hourly clean-up only if it is proven that this build has made"
                                + " it. If it stays, look at it in PlanetScale and delete it there if nobody needs it;"
                        : " that is left stays: as long as it is not known whether this build has made it, the hourly"
                                + " clean-up does not touch it either. Look for it in PlanetScale and delete it there if"
                                + " nobody needs it;")
                + " see Manage Jenkins > PlanetScale.";
    }

    private EphemeralResource entry() throws IOException {
        return EphemeralResource.branch(
                database(),
                name,
                branchId,
                buildContext().marker(),
                origin(),
                PlanetScaleService.get().now());
    }
}
