package io.jenkins.plugins.planetscale.service;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What builds made at PlanetScale that must not outlive them: a file in {@code JENKINS_HOME} that is on disk before the
 * thing itself exists, so that whatever a killed build left behind is found. Holds no secret. Thread-safe; the methods
 * that change it write the file and are for background threads.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EphemeralRegistry {
    private static final Logger LOGGER = Logger.getLogger(EphemeralRegistry.class.getName());

    private final XmlFile file;
    private List<Ephemeral> entries;

    public EphemeralRegistry() {
        this(new File(Jenkins.get().getRootDir(), EphemeralRegistry.class.getName() + ".xml"));
    }

    EphemeralRegistry(File file) {
        this.file = new XmlFile(Jenkins.XSTREAM2, file);
    }

    public static EphemeralRegistry get() {
        return ExtensionList.lookupSingleton(EphemeralRegistry.class);
    }

    /**
     * Registers something, or replaces what is known about it. It is on disk when this returns.
     *
     * @throws IOException when it could not be written: then do not make the thing
     */
    public synchronized void add(Ephemeral entry) throws IOException {
        List<Ephemeral> changed = without(entry);
        changed.add(entry);
        write(changed);
    }

    /** Forgets something because it is gone. */
    public synchronized void remove(Ephemeral entry) throws IOException {
        List<Ephemeral> changed = without(entry);
        if (changed.size() < entries().size()) {
            write(changed);
        }
    }

    /** Notes why something is still there; does nothing when it has been removed meanwhile. */
    synchronized void keep(Ephemeral entry, String reason) throws IOException {
        if (entries().stream().noneMatch(known -> known.isSame(entry) && !reason.equals(known.problem()))) {
            return;
        }
        List<Ephemeral> changed = new ArrayList<>(entries());
        changed.replaceAll(known -> known.isSame(entry) ? known.because(reason) : known);
        write(changed);
    }

    /** A job has another name now; its builds are not gone because of that. */
    synchronized void moved(String oldJob, String newJob) throws IOException {
        if (entries().stream().anyMatch(entry -> entry.job().equals(oldJob))) {
            List<Ephemeral> changed = new ArrayList<>(entries());
            changed.replaceAll(entry ->
                    entry.job().equals(oldJob) ? entry.of(newJob + entry.run().substring(oldJob.length())) : entry);
            write(changed);
        }
    }

    /** Everything registered, oldest first. */
    public synchronized List<Ephemeral> list() {
        return List.copyOf(entries());
    }

    private List<Ephemeral> without(Ephemeral entry) {
        List<Ephemeral> others = new ArrayList<>(entries());
        others.removeIf(entry::isSame);
        return others;
    }

    private void write(List<Ephemeral> changed) throws IOException {
        file.write(new ArrayList<>(changed)); // XmlFile forces it to disk
        entries = changed;
    }

    private List<Ephemeral> entries() {
        if (entries == null) {
            entries = read();
        }
        return entries;
    }

    private List<Ephemeral> read() {
        List<Ephemeral> read = new ArrayList<>();
        if (!file.exists()) {
            return read;
        }
        try {
            for (Object entry : (List<?>) file.read()) {
                read.add((Ephemeral) entry);
            }
            return read;
        } catch (IOException | RuntimeException e) {
            setAside(e);
            return new ArrayList<>();
        }
    }

    /** An unreadable file must neither stop all builds nor be overwritten: it may name what is left behind. */
    private void setAside(Exception cause) {
        Path path = file.getFile().toPath();
        Path aside = path.resolveSibling(path.getFileName() + ".unreadable");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw new UncheckedIOException("Cannot read " + path + " and cannot move it away", e);
        }
        LOGGER.log(
                Level.SEVERE,
                cause,
                () -> "Cannot read the list of PlanetScale branches and passwords that builds left behind. It is now "
                        + aside + "; look there for what to clean up by hand.");
    }
}
