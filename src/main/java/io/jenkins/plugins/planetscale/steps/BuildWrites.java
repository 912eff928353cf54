package io.jenkins.plugins.planetscale.steps;

import com.google.common.collect.MapMaker;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The writes of a build's files, {@code program.dat} and {@code build.xml}, which hold all of its steps: many steps that
 * change at once share them, as otherwise n steps would write n times what all n have to say. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class BuildWrites {
    private static final Map<Run<?, ?>, BuildWrites> OF_RUNS =
            new MapMaker().weakKeys().makeMap();

    private final SharedWrite program = new SharedWrite();
    private final SharedWrite record = new SharedWrite();
    private long changes; // guarded by this, and so is the next one
    private long written;

    private BuildWrites() {}

    public static BuildWrites of(Run<?, ?> run) {
        return OF_RUNS.computeIfAbsent(run, r -> new BuildWrites());
    }

    /**
     * Writes {@code program.dat} with all that its steps have persisted so far. After the end of the build, when a clean-up
     * may still be under way, nothing is left that could be resumed, and Pipeline drops what it is asked for: so it is asked
     * before and after.
     */
    CompletableFuture<Void> program(Run<?, ?> run, StepContext context) {
        return program.request(() -> {
            if (run.isBuilding()) {
                CompletionStage<Void> saved = stage(context.saveState());
                if (run.isBuilding()) {
                    return saved;
                }
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    /** The action of that class, to which the build is given one when it has none; kept in {@code build.xml}. */
    public static <A extends Action> A action(Run<?, ?> run, Class<A> kind, Supplier<A> fresh) {
        synchronized (run) {
            A action = run.getAction(kind);
            if (action == null) {
                action = fresh.get();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Something was changed that is kept in {@code build.xml}, for the next write of it. */
    public synchronized void changed() {
        changes++;
    }

    /**
     * Writes {@code build.xml} in the background unless all that was {@linkplain #changed changed} is written already.
     *
     * @return failed with the {@link IOException} of the disk
     */
    public CompletableFuture<Void> record(Run<?, ?> run) {
        if (isWritten()) {
            return CompletableFuture.completedFuture(null);
        }
        return record.request(() -> CompletableFuture.runAsync(
                () -> {
                    try {
                        recordNow(run);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                PlanetScaleService.get().background()));
    }

    /** Writes {@code build.xml} with what was changed just now; it is on disk when this returns. */
    public static void writeChanged(Run<?, ?> run) throws IOException {
        BuildWrites writes = of(run);
        writes.changed();
        writes.recordNow(run);
    }

    private void recordNow(Run<?, ?> run) throws IOException {
        synchronized (run) {
            if (isWritten()) {
                return; // by somebody who was before us
            }
            long now;
            synchronized (this) {
                now = changes;
            }
            run.save();
            synchronized (this) {
                written = now;
            }
        }
    }

    private synchronized boolean isWritten() {
        return written == changes;
    }

    private static CompletionStage<Void> stage(ListenableFuture<Void> future) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        future.addListener(
                () -> {
                    try {
                        future.get();
                        stage.complete(null);
                    } catch (ExecutionException e) {
                        stage.completeExceptionally(e.getCause());
                    } catch (InterruptedException | RuntimeException e) {
                        stage.completeExceptionally(e);
                    }
                },
                MoreExecutors.directExecutor());
        return stage;
    }
}
