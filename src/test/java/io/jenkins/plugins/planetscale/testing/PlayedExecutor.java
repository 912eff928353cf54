package io.jenkins.plugins.planetscale.testing;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays threads: when a task runs, the test decides. Of a shutdown it only knows that there was one. */
public abstract class PlayedExecutor extends AbstractExecutorService {
    private boolean shutdown;

    @Override
    public final void shutdown() {
        shutdown = true;
    }

    @Override
    public final List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public final boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
