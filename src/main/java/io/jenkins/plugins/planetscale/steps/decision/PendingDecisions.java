package io.jenkins.plugins.planetscale.steps.decision;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.PersistentList;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The decisions that the controller itself carries out: a file in {@code JENKINS_HOME}, written before the first call
 * is sent, and from which they are resumed when Jenkins starts. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class PendingDecisions extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(PendingDecisions.class.getName());

    /** Ids of decisions that have ended but are still in the file; they block no others. */
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private final PersistentList<PendingDecision> open = new PersistentList<>(
            new File(Jenkins.get().getRootDir(), PendingDecisions.class.getName() + ".xml"),
            PendingDecision.class,
            "It lists decisions about PlanetScale deploy requests that were not carried out yet; look there for what to"
                    + " decide again.");

    static PendingDecisions get() {
        return ExtensionList.lookupSingleton(PendingDecisions.class);
    }

    /**
     * Persists a decision and starts to carry it out; blocks on the disk.
     *
     * @param whyNot asked when no other about the same deploy request is under way, and none can begin: why this cannot
     *     be either; null for nothing
     * @throws DecisionRejectedException when it was not begun
     * @throws IOException when it could not be written: then nothing was begun
     */
    void begin(PendingDecision fresh, Supplier<String> whyNot)
            throws DecisionRejectedException, IOException, ReleaseException {
        PendingDecisionTask work = new PendingDecisionTask(fresh);
        DecisionRejectedException[] refusal = new DecisionRejectedException[1];
        open.change(list -> {
            PendingDecision before = list.stream()
                    .filter(known -> fresh.deployRequest().matches(known.deployRequest()) && !over.contains(known.id()))
                    .findFirst()
                    .orElse(null);
            String why = before == null ? whyNot.get() : null;
            if (before != null) {
                refusal[0] = DecisionRejectedException.second(before.entry(), fresh.deployRequest());
            } else if (why != null) {
                refusal[0] = new DecisionRejectedException(409, why);
            } else {
                list.add(fresh);
            }
        });
        if (refusal[0] != null) {
            throw refusal[0];
        }
        work.begin();
    }

    /** The one about that deploy request, from whichever build; null for none. */
    PendingDecision about(ReleaseRecord entry) {
        return open.list().stream()
                .filter(pending ->
                        !over.contains(pending.id()) && pending.deployRequest().matches(entry.deployRequest()))
                .findFirst()
                .orElse(null);
    }

    /** Persists how far it is. */
    void update(PendingDecision further) throws IOException {
        open.change(list ->
                list.replaceAll(pending -> pending.id().equals(further.id()) ? further.of(pending.run()) : pending));
    }

    /** Marks it as ended: others may start from now on, even if that cannot be persisted yet. */
    void finish(PendingDecision done) {
        over.add(done.id());
    }

    /** Removes it, after its end was recorded in the build. */
    void remove(PendingDecision done) throws IOException {
        finish(done);
        open.change(list -> list.removeIf(pending -> pending.id().equals(done.id())));
        over.remove(done.id());
    }

    /** By which id the build is known now. */
    String run(PendingDecision pending) {
        return open.list().stream()
                .filter(known -> known.id().equals(pending.id()))
                .findFirst()
                .orElse(pending)
                .run();
    }

    @Override
    public void onLoaded() {
        List<PendingDecision> left = open.list();
        if (!left.isEmpty()) {
            PlanetScaleService.get().background().execute(() -> left.forEach(PendingDecisions::resume));
        }
    }

    private static void resume(PendingDecision pending) {
        try {
            if (PendingDecisionTask.isFinished(pending)) {
                get().remove(pending); // the build was told, then the disk was full
            } else {
                new PendingDecisionTask(pending).begin();
            }
        } catch (IOException | ReleaseException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> pending + " cannot be taken up again");
            PendingDecisionTask.fail(
                    pending,
                    "Jenkins cannot read after its restart how far this was: " + e.getMessage()
                            + " Look at the deploy request, then decide again.");
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        try {
            open.change(list -> list.replaceAll(pending -> pending.job().equals(oldFullName)
                    ? pending.of(newFullName + pending.run().substring(oldFullName.length()))
                    : pending));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot note that " + oldFullName + " is now " + newFullName
                            + "; what was decided in its builds may not be shown there");
        }
    }
}
