package io.jenkins.plugins.planetscale.cleanup;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Removes what builds left behind: hourly, and soon after start-up, it revokes the passwords and deletes the branches in
 * the {@link EphemeralRegistry} whose build is over or gone. What cannot be removed stays registered with the reason,
 * and is tried again the next time.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class OrphanSweeper extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(OrphanSweeper.class.getName());
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Builds that the last sweep did not find. */
    private Set<String> missed = Set.of();

    /** What is being removed, by key. */
    private final Map<String, CompletableFuture<Void>> sweeping = new ConcurrentHashMap<>();

    public OrphanSweeper() {
        super("PlanetScale orphan sweeper");
    }

    public static OrphanSweeper get() {
        return ExtensionList.lookupSingleton(OrphanSweeper.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return HOUR;
    }

    /** Late enough for builds to be resumed, which then clean up themselves. */
    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(2);
    }

    @Override
    protected void execute(TaskListener listener) {
        sweep();
    }

    /**
     * Begins to remove everything that is left behind. Blocks on look-ups, but does not wait for the removals.
     *
     * <p>A job that is being renamed has its new name some time before the registry hears of it, and a build that runs
     * there must not lose its branch: what seems gone is looked for once more.
     */
    synchronized void sweep() {
        Set<String> nowMissed = new HashSet<>();
        for (EphemeralResource entry : EphemeralRegistry.get().list()) {
            Run<?, ?> run = run(entry);
            if (run == null ? missed.contains(entry.run()) : !run.isBuilding()) {
                remove(entry);
            }
            if (run == null) {
                nowMissed.add(entry.run());
            }
        }
        boolean lookAgain = !missed.containsAll(nowMissed);
        missed = nowMissed;
        if (lookAgain) {
            Timer.get().schedule(() -> PlanetScaleService.get().background().execute(this::sweep), 1, TimeUnit.MINUTES);
        }
    }

    /**
     * Begins to remove one thing, unless that has begun already. Blocks on look-ups; for background threads.
     *
     * @return done when the attempt is over: then it is off the list, or on it with the reason
     */
    public CompletableFuture<Void> remove(EphemeralResource entry) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> before = sweeping.putIfAbsent(entry.key(), begun);
        if (before != null) {
            return before;
        }
        Runnable done = () -> {
            sweeping.remove(entry.key());
            begun.complete(null);
        };
        try {
            begin(entry, done);
        } catch (IOException | ReleaseException | RuntimeException e) {
            kept(entry, e.getMessage() == null ? e.toString() : e.getMessage());
            done.run();
        }
        return begun;
    }

    public boolean isRemoving(EphemeralResource entry) {
        return sweeping.containsKey(entry.key());
    }

    private static void begin(EphemeralResource entry, Runnable done) throws IOException, ReleaseException {
        Operation<?> removal;
        if (entry.kind() == EphemeralResource.Kind.PASSWORD) {
            removal = new RevokePassword(entry.database(), entry.branch(), entry.marker());
        } else {
            String id = entry.branchId() != null ? entry.branchId() : identify(entry);
            if (id == null) {
                removeUnlessPending(entry);
                done.run();
                return;
            }
            removal = new DeleteBranch(entry.database(), entry.branch(), false)
                    .own(id)
                    .marker(entry.marker());
        }
        removal.setDeadline(PlanetScaleService.get().now().plus(LONGEST));
        PlanetScaleService.get().start(new OrphanRemoval(entry, removal, done));
    }

    /** The build was killed while it made the branch: the id of the branch if it is its own, or null if there is none. */
    private static String identify(EphemeralResource entry) throws IOException {
        PlanetScaleClient client = PlanetScaleService.get().client(access(entry));
        for (Branch branch : client.executeAll(page -> BranchCalls.search(entry.database(), entry.branch(), page))) {
            if (entry.branch().equals(branch.name())) {
                if (entry.proves(branch) && !isOfAnother(entry, branch)) {
                    return branch.id();
                }
                String who = branch.actor() == null ? null : branch.actor().describe();
                throw new IOException("There is a branch of this name"
                        + (branch.createdAt() == null ? "" : ", made at " + branch.createdAt())
                        + (who == null ? "" : " by " + who)
                        + ", but the build ended before it knew whether it had made it, and nothing proves that it has."
                        + " Look at it; delete it in PlanetScale if nobody needs it, else press Forget under Manage"
                        + " Jenkins > PlanetScale.");
            }
        }
        return null;
    }

    /** Whether another build, which may use the same token, knows it as its own. */
    private static boolean isOfAnother(EphemeralResource entry, Branch branch) {
        return EphemeralRegistry.get().list().stream()
                .anyMatch(other -> !other.isSame(entry) && branch.id().equals(other.branchId()));
    }

    static ApiAccess access(EphemeralResource entry) throws IOException {
        ApiAccess access = FormerJobAccess.of(
                entry.connection(), entry.job(), entry.database().organization());
        if (entry.apiUrl() != null && !entry.apiUrl().equals(access.baseUrl())) {
            throw new IOException("The connection \"" + entry.connection() + "\" leads to " + access.baseUrl()
                    + " now, but this was made at " + entry.apiUrl()
                    + ". Let the connection lead there again, or remove it there by hand and press Forget under Manage"
                    + " Jenkins > PlanetScale.");
        }
        return access;
    }

    /** It is not there; one whose making was not answered may still come, and the next sweep looks for it. */
    static void removeUnlessPending(EphemeralResource entry) throws IOException {
        if (entry.mayStillAppear(PlanetScaleService.get().now())) {
            kept(
                    entry,
                    "PlanetScale was asked for it a short time ago and has not answered; the clean-up looks for"
                            + " it again.");
        } else {
            gone(entry);
        }
    }

    static void gone(EphemeralResource entry) throws IOException {
        EphemeralRegistry.get().remove(entry);
        LOGGER.log(Level.INFO, "Cleaned up behind a build: {0} is gone", entry);
    }

    static void kept(EphemeralResource entry, String reason) {
        LOGGER.log(
                reason.equals(entry.problem()) ? Level.FINE : Level.WARNING,
                "Cannot clean up behind a build: {0}: {1} It is tried again in an hour.",
                new Object[] {entry, reason});
        try {
            EphemeralRegistry.get().keep(entry, reason);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot note why " + entry + " is still there", e);
        }
    }

    /** Whether its build is over or gone; while it runs, it cleans up itself. Sees every build when called as SYSTEM. */
    public static boolean isFinished(EphemeralResource entry) {
        Run<?, ?> run = run(entry);
        return run == null || !run.isBuilding();
    }

    static Run<?, ?> run(EphemeralResource entry) {
        try {
            return Run.fromExternalizableId(entry.run());
        } catch (IllegalArgumentException e) {
            return null; // an id that never was one names no build
        }
    }
}
