package io.jenkins.plugins.planetscale.cleanup;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.planetscale.service.PersistentList;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The register of what builds create at PlanetScale and have to remove again: branches and passwords. A file in {@code
 * JENKINS_HOME}, written before the object is created, so that the {@link OrphanSweeper} finds what a killed build left
 * behind. Holds no secret. Thread-safe; methods that change it write the file and are for background threads.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EphemeralRegistry {
    private final PersistentList<EphemeralResource> entries;

    public EphemeralRegistry() {
        this(new File(Jenkins.get().getRootDir(), EphemeralRegistry.class.getName() + ".xml"));
    }

    EphemeralRegistry(File file) {
        this.entries = new PersistentList<>(
                file,
                EphemeralResource.class,
                "It lists PlanetScale branches and passwords that builds left behind; look there for what to clean up"
                        + " by hand.");
    }

    public static EphemeralRegistry get() {
        return ExtensionList.lookupSingleton(EphemeralRegistry.class);
    }

    /**
     * Registers something, or replaces what is known about it, but for its build: that may have {@linkplain #moved
     * moved} since the caller asked for its id. It is on disk when this returns.
     *
     * @throws IOException when it could not be written: then do not make the thing
     */
    public void add(EphemeralResource entry) throws IOException {
        entries.change(list -> {
            EphemeralResource known =
                    list.stream().filter(entry::isSame).findFirst().orElse(null);
            list.remove(known);
            list.add(known == null ? entry : entry.mergedWith(known));
        });
    }

    /** Forgets something because it is gone. */
    public void remove(EphemeralResource entry) throws IOException {
        entries.change(list -> list.removeIf(entry::isSame));
    }

    /** Notes why something is still there; does nothing when it has been removed meanwhile. */
    void keep(EphemeralResource entry, String reason) throws IOException {
        entries.change(list -> list.replaceAll(
                known -> known.isSame(entry) && !reason.equals(known.problem()) ? known.because(reason) : known));
    }

    /** A job has another name now; its builds are not gone because of that. */
    void moved(String oldJob, String newJob) throws IOException {
        entries.change(list -> list.replaceAll(entry ->
                entry.job().equals(oldJob) ? entry.of(newJob + entry.run().substring(oldJob.length())) : entry));
    }

    /** Everything registered, oldest first. */
    public List<EphemeralResource> list() {
        return entries.list();
    }
}
