package io.jenkins.plugins.planetscale.host.time;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Background threads whose tasks count as {@link Activity} from the moment they are handed over. */
public final class CountedExecutor extends AbstractExecutorService {
    private final ExecutorService threads;
    private final Activity activity;

    public CountedExecutor(ExecutorService threads, Activity activity) {
        this.threads = threads;
        this.activity = activity;
    }

    @Override
    public void execute(Runnable task) {
        activity.begin();
        boolean taken = false;
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    activity.end();
                }
            });
            taken = true;
        } finally {
            if (!taken) {
                activity.end();
            }
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
