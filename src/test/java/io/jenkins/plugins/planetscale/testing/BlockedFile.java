package io.jenkins.plugins.planetscale.testing;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/** A file of a build or of Jenkins that cannot be written for a while, also by root: a full directory stands in its place. */
public final class BlockedFile implements AutoCloseable {
    private final Path file;
    private final Path aside;
    private final Path inTheWay;

    private BlockedFile(Path file) throws IOException {
        this.file = file;
        this.aside = file.resolveSibling(file.getFileName() + ".aside");
        this.inTheWay = file.resolve("in-the-way");
        if (Files.exists(file)) {
            Files.move(file, aside);
        }
        Files.createDirectory(file);
        Files.createFile(inTheWay);
    }

    /** @param path below the directory of the build */
    public static BlockedFile of(Run<?, ?> run, String path) throws IOException {
        return new BlockedFile(run.getRootDir().toPath().resolve(path));
    }

    /** The list that a class keeps in {@code JENKINS_HOME}; there may be none yet. */
    public static BlockedFile of(Class<?> owner) throws IOException {
        return new BlockedFile(list(owner));
    }

    public static Path list(Class<?> owner) {
        return Jenkins.get().getRootDir().toPath().resolve(owner.getName() + ".xml");
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(inTheWay)) { // a build that is over has packed its flow nodes and removed their files
            Files.delete(inTheWay);
            Files.delete(file);
            if (Files.exists(aside)) {
                Files.move(aside, file);
            }
        }
    }
}
