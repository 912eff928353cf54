package io.jenkins.plugins.planetscale.steps;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a build that cannot be written for a while, also by root: a full directory stands in its place. */
final class BlockedFile implements AutoCloseable {
    private final Path file;
    private final Path aside;
    private final Path inTheWay;

    private BlockedFile(Path file) throws IOException {
        this.file = file;
        this.aside = file.resolveSibling(file.getFileName() + ".aside");
        this.inTheWay = file.resolve("in-the-way");
        Files.move(file, aside);
        Files.createDirectory(file);
        Files.createFile(inTheWay);
    }

    /** @param path below the directory of the build */
    static BlockedFile of(Run<?, ?> run, String path) throws IOException {
        return new BlockedFile(run.getRootDir().toPath().resolve(path));
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(inTheWay)) { // a build that is over has packed its flow nodes and removed their files
            Files.delete(inTheWay);
            Files.delete(file);
            Files.move(aside, file);
        }
    }
}
