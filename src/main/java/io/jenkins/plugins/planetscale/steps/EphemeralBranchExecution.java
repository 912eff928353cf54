package io.jenkins.plugins.planetscale.steps;

import hudson.EnvVars;
import io.jenkins.plugins.planetscale.client.NewBranch;
import io.jenkins.plugins.planetscale.release.DeleteBranch;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.EnsureBranch;
import io.jenkins.plugins.planetscale.release.IfExists;
import io.jenkins.plugins.planetscale.release.MintPassword;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.Ephemeral;
import io.jenkins.plugins.planetscale.service.EphemeralRegistry;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Makes a branch before the password and deletes it after. Only a branch whose id was learned from making it is deleted
 * by a name that somebody chose; so when the set-up is stopped while the answer to that is on its way, it is awaited.
 */
final class EphemeralBranchExecution extends CredentialsExecution<EphemeralBranchStep> {
    private static final long serialVersionUID = 1L;
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final int LONGEST_NAME = 63;

    private String name;
    private volatile String branchId;
    private volatile boolean mayExist;
    private boolean removalTried;

    EphemeralBranchExecution(EphemeralBranchStep step, StepContext context) {
        super(step, context, EphemeralBranchStep.FUNCTION);
    }

    @Override
    Operation<?> first() throws ReleaseException, IOException, InterruptedException {
        Settings.keep(step().getKeep());
        name = step().getName() != null ? step().getName() : ownName();
        mintFor(name); // refuses wrong parameters before anything is made
        EnsureBranch make = look();
        if (!step().isDryRun()) {
            EphemeralRegistry.get().add(entry());
            mayExist = true;
        }
        return make;
    }

    private EnsureBranch look() throws ReleaseException {
        return new EnsureBranch(
                database(),
                new NewBranch(
                        name,
                        step().getParent(),
                        step().isSeedData(),
                        step().getBackup(),
                        step().getRegion(),
                        step().getClusterSize()),
                IfExists.FAIL);
    }

    /** Bears the marker, so a sweeper knows it by its name. */
    private String ownName() throws IOException, InterruptedException {
        EnvVars environment = getContext().get(EnvVars.class);
        String job = support().run().getParent().getName();
        String git = environment == null ? job : environment.get("CHANGE_BRANCH", environment.get("BRANCH_NAME", job));
        String token = support().marker().token();
        String readable = git.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        int room = LONGEST_NAME - token.length() - 1;
        readable = readable.substring(0, Math.min(room, readable.length()))
                .replaceAll("^-+", "")
                .replaceAll("-+$", "");
        return readable.isEmpty() ? token : readable + "-" + token;
    }

    @Override
    MintPassword mintFor(String branch) throws ReleaseException, IOException {
        return new MintPassword(
                database(),
                branch,
                support().marker(),
                step().getRole(),
                TimeSpans.parse(step().getTtl(), "ttl"),
                false,
                List.of());
    }

    @Override
    public void say(List<String> lines) {
        Driven driven = current();
        Operation<?> operation = driven == null ? null : driven.operation();
        if (!(operation instanceof DryRun && ending() != null)) { // it only looks, for the clean-up
            super.say(lines);
        }
        if (operation instanceof EnsureBranch make && make.branchId() != null && branchId == null) {
            inBackground(() -> known(driven, make.branchId()));
        }
    }

    private void known(Driven driven, String id) throws ReleaseException, IOException, InterruptedException {
        synchronized (this) {
            if (branchId != null) {
                return;
            }
            branchId = id;
        }
        EphemeralRegistry.get().add(entry());
        if (ending() != null) {
            driven.stop(left -> inBackground(this::cleanUp));
        }
    }

    @Override
    void setUpEnded(Operation<?> operation) throws ReleaseException, IOException, InterruptedException {
        note((EnsureBranch) operation);
        if (ending() != null) {
            cleanUp();
            return;
        }
        EphemeralRegistry.get().add(entry());
        EnsureBranch.Result made = ((EnsureBranch) operation).result();
        BuildRecord.branch(support(), made.name(), made.url(), made.created());
        setUp(mint(name));
    }

    private synchronized void note(EnsureBranch make) {
        mayExist = make.mayHaveCreated();
        branchId = make.branchId() != null ? make.branchId() : branchId;
    }

    @Override
    void takeOver(Driven driven, Operation<?> left) throws ReleaseException, IOException, InterruptedException {
        if (left instanceof EnsureBranch make) {
            note(make);
            if (make.mayHaveCreated() && make.branchId() == null && !make.ended()) {
                await(driven, make);
                return;
            }
        }
        super.takeOver(driven, left);
    }

    private void await(Driven driven, EnsureBranch make) throws IOException {
        Instant until = PlanetScaleService.get().now().plus(ANSWER);
        if (driven.operation() == null) { // a restart came in between
            driven.resume();
            driven.change(operation -> operation.setDeadline(until));
        } else {
            make.setDeadline(until);
        }
    }

    @Override
    Operation<?> nextCleanUp() throws ReleaseException, IOException, InterruptedException {
        Operation<?> before = super.nextCleanUp();
        if (before != null || removalTried) {
            return before;
        }
        if (!mayExist) {
            if (name != null) {
                forget(entry());
            }
            return null;
        }
        if (kept()) {
            say("Branch \"" + name + "\" is kept, as keep: '" + step().getKeep()
                    + "' says. To delete it: planetscaleDeleteBranch name: '" + name + "'.");
            forget(entry());
            return null;
        }
        if (branchId != null) {
            return new DeleteBranch(database(), name, false).onlyIf(branchId);
        }
        return bearsMarker() ? new DeleteBranch(database(), name, false) : new DryRun(look());
    }

    private boolean bearsMarker() {
        return support().marker().marks(name);
    }

    /** Nobody wants to look at a branch on which nothing was run. */
    private boolean kept() {
        boolean good = ending().isGood();
        return bodyRan()
                && branchId != null
                && ("always".equals(step().getKeep()) || !good && "onFailure".equals(step().getKeep()));
    }

    @Override
    boolean isCleanUp(Operation<?> operation) {
        return super.isCleanUp(operation)
                || operation instanceof DeleteBranch
                || operation instanceof DryRun && ending() != null;
    }

    @Override
    void cleaned(Operation<?> operation) throws IOException, InterruptedException {
        if (!(operation instanceof DeleteBranch) && !(operation instanceof DryRun)) {
            super.cleaned(operation);
            return;
        }
        removalTried = true;
        if (operation instanceof DryRun) {
            if (operation.failure() != null) {
                problem("Branch \"" + name + "\" could not be told from one of somebody else: its making was broken off"
                        + " before PlanetScale answered. Delete it in PlanetScale if nobody needs it.");
            }
        } else if (operation.failure() != null) {
            problem("Branch \"" + name + "\" of " + database() + " is left: "
                    + operation.failure().getMessage());
        } else {
            passwordsGone();
            BuildRecord.deleted(support(), name);
            if (branchId != null) { // else it may be made yet: the sweeper looks again
                forget(entry());
            }
        }
    }

    private Ephemeral entry() throws IOException {
        return Ephemeral.branch(
                database(),
                name,
                branchId,
                support().marker(),
                support().target().connection(),
                null,
                support().runId(),
                PlanetScaleService.get().now());
    }
}
