package io.jenkins.plugins.planetscale.service;

import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A short list in a file of {@code JENKINS_HOME}: a change is on disk before it counts. Thread-safe; methods that
 * change it write the file and are for background threads.
 *
 * @param <T> plain data
 */
@Restricted(NoExternalUse.class)
public final class PersistentList<T> {
    private static final Logger LOGGER = Logger.getLogger(PersistentList.class.getName());

    private final XmlFile file;
    private final Class<T> type;
    private final String lost;
    private List<T> entries;

    /** @param lost what to say when the file cannot be read and was set aside: what is in it, and what to do */
    public PersistentList(File file, Class<T> type, String lost) {
        this.file = new XmlFile(Jenkins.XSTREAM2, file);
        this.type = type;
        this.lost = lost;
    }

    /** The current elements. */
    public synchronized List<T> list() {
        return List.copyOf(entries());
    }

    /**
     * Changes the list; the change is on disk when this returns.
     *
     * @throws IOException when it could not be written: then nothing was changed
     */
    public synchronized void change(Consumer<List<T>> change) throws IOException {
        List<T> changed = new ArrayList<>(entries());
        change.accept(changed);
        if (!changed.equals(entries())) {
            try {
                file.write(changed); // XmlFile forces it to disk
            } catch (IOException e) {
                throw new IOException(
                        "Cannot write " + file.getFile() + ": " + e.getMessage()
                                + ". Nothing was changed and nothing sent. Free space on that disk, or make the file"
                                + " writable for Jenkins, then run again.",
                        e);
            }
            entries = changed;
        }
    }

    private List<T> entries() {
        if (entries == null) {
            entries = read();
        }
        return entries;
    }

    private List<T> read() {
        List<T> read = new ArrayList<>();
        if (!file.exists()) {
            return read;
        }
        try {
            for (Object entry : (List<?>) file.read()) {
                read.add(type.cast(entry));
            }
            return read;
        } catch (IOException | RuntimeException e) {
            setAside(e);
            return new ArrayList<>();
        }
    }

    /** An unreadable file must neither stop all builds nor be overwritten: it may name what is left to do. */
    private void setAside(Exception cause) {
        Path path = file.getFile().toPath();
        Path aside = path.resolveSibling(path.getFileName() + ".unreadable");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw new UncheckedIOException("Cannot read " + path + " and cannot move it away", e);
        }
        LOGGER.log(Level.SEVERE, cause, () -> "Cannot read " + path + ", which is now " + aside + ". " + lost);
    }
}
