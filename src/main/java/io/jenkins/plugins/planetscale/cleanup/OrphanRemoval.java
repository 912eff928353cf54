package io.jenkins.plugins.planetscale.cleanup;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.DrivenOperation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The removal of one {@link EphemeralResource} whose build is over. Not persisted: after a restart the registry's entry
 * makes the sweeper start it again.
 */
final class OrphanRemoval implements DrivenOperation {
    private static final Logger LOGGER = Logger.getLogger(OrphanSweeper.class.getName());

    private final EphemeralResource entry;
    private final Operation<?> removal;
    private final Runnable done;

    /** @param done run at the end, whatever it is */
    OrphanRemoval(EphemeralResource entry, Operation<?> removal, Runnable done) {
        this.entry = entry;
        this.removal = removal;
        this.done = done;
    }

    @Override
    public Operation<?> operation() {
        return removal;
    }

    @Override
    public ApiAccess access() throws IOException {
        return OrphanSweeper.access(entry);
    }

    @Override
    public String owner() {
        return entry.run() + ", cleaning up";
    }

    @Override
    public String run() {
        return entry.run();
    }

    @Override
    public CompletionStage<Void> persist() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void log(List<String> lines) {
        lines.forEach(line -> LOGGER.log(Level.INFO, "Cleaning up behind {0}: {1}", new Object[] {entry.run(), line}));
    }

    @Override
    public void onCompleted() {
        try {
            if (removal.failure() == null && entry.kind() == EphemeralResource.Kind.PASSWORD) {
                OrphanSweeper.removeUnlessPending(entry);
            } else if (removal.failure() == null) {
                OrphanSweeper.gone(entry);
            } else {
                OrphanSweeper.kept(entry, removal.failure().getMessage());
            }
        } catch (IOException e) {
            OrphanSweeper.kept(entry, "It is gone, but the list cannot be written: " + e.getMessage());
        } finally {
            done.run();
        }
    }

    @Override
    public void onError(Throwable cause) {
        OrphanSweeper.kept(entry, cause.toString());
        done.run();
    }
}
