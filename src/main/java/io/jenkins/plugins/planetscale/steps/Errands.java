package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.DurableList;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
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
 * The decisions of people that the controller carries out itself: a file in {@code JENKINS_HOME} that is on disk before
 * the first call goes out, and from which they are taken up again when Jenkins starts. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Errands extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(Errands.class.getName());

    /** By id: what is over, but not yet off the file; it is in nobody's way. */
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private final DurableList<Errand> open = new DurableList<>(
            new File(Jenkins.get().getRootDir(), Errands.class.getName() + ".xml"),
            Errand.class,
            "It lists decisions about PlanetScale deploy requests that were not carried out yet; look there for what to"
                    + " decide again.");

    static Errands get() {
        return ExtensionList.lookupSingleton(Errands.class);
    }

    /**
     * Writes it down and begins to carry it out; blocks on the disk.
     *
     * @param whyNot asked when no other about the same deploy request is under way, and none can begin: why this cannot
     *     be either; null for nothing
     * @throws NotAskedException when it was not begun
     * @throws IOException when it could not be written: then nothing was begun
     */
    void begin(Errand fresh, Supplier<String> whyNot) throws NotAskedException, IOException, ReleaseException {
        ErrandWork work = new ErrandWork(fresh);
        NotAskedException[] refusal = new NotAskedException[1];
        open.change(list -> {
            Errand before = list.stream()
                    .filter(known -> fresh.deployRequest().matches(known.deployRequest()) && !over.contains(known.id()))
                    .findFirst()
                    .orElse(null);
            String why = before == null ? whyNot.get() : null;
            if (before != null) {
                refusal[0] = NotAskedException.second(before.entry(), fresh.deployRequest());
            } else if (why != null) {
                refusal[0] = new NotAskedException(409, why);
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
    Errand about(PlanetScaleAction.Entry entry) {
        return open.list().stream()
                .filter(errand -> !over.contains(errand.id())
                        && errand.deployRequest().matches(entry.deployRequest()))
                .findFirst()
                .orElse(null);
    }

    /** Writes down how far it is. */
    void update(Errand further) throws IOException {
        open.change(list ->
                list.replaceAll(errand -> errand.id().equals(further.id()) ? further.of(errand.run()) : errand));
    }

    /** It is over: from now on others may be begun, even if that cannot be written down yet. */
    void over(Errand done) {
        over.add(done.id());
    }

    /** It is over and the build knows. */
    void remove(Errand done) throws IOException {
        over(done);
        open.change(list -> list.removeIf(errand -> errand.id().equals(done.id())));
        over.remove(done.id());
    }

    /** By which id the build is known now. */
    String run(Errand errand) {
        return open.list().stream()
                .filter(known -> known.id().equals(errand.id()))
                .findFirst()
                .orElse(errand)
                .run();
    }

    @Override
    public void onLoaded() {
        List<Errand> left = open.list();
        if (!left.isEmpty()) {
            PlanetScaleService.get().background().execute(() -> left.forEach(Errands::resume));
        }
    }

    private static void resume(Errand errand) {
        try {
            if (ErrandWork.isOver(errand)) {
                get().remove(errand); // the build was told, then the disk was full
            } else {
                new ErrandWork(errand).begin();
            }
        } catch (IOException | ReleaseException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> errand + " cannot be taken up again");
            ErrandWork.lost(
                    errand,
                    "Jenkins cannot read after its restart how far this was: " + e.getMessage()
                            + " Look at the deploy request, then decide again.");
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        try {
            open.change(list -> list.replaceAll(errand -> errand.job().equals(oldFullName)
                    ? errand.of(newFullName + errand.run().substring(oldFullName.length()))
                    : errand));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot note that " + oldFullName + " is now " + newFullName
                            + "; what was decided in its builds may not be shown there");
        }
    }
}
