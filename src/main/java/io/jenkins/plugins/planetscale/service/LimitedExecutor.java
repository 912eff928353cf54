package io.jenkins.plugins.planetscale.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks on a shared executor, at most a given number at once, so that tasks that block leave threads to others.
 * Holds no thread while idle. Thread-safe.
 */
class LimitedExecutor implements Executor {
    private static final Logger LOGGER = Logger.getLogger(LimitedExecutor.class.getName());

    private final Executor threads;
    private final int most;
    private final Deque<Runnable> tasks = new ArrayDeque<>(1);
    private int running;

    LimitedExecutor(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /** Never throws: drops the task when the service is closed. */
    @Override
    public final void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running == most) {
                return;
            }
            running++;
        }
        next();
    }

    private void next() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "Closed; dropping what was left to do", e);
            synchronized (this) {
                tasks.clear();
                running--;
            }
        }
    }

    /** Runs one task and submits itself again, so that other users of the executor get their turn. */
    private void run() {
        Runnable task;
        synchronized (this) {
            task = tasks.poll();
        }
        try {
            if (task != null) {
                task.run();
            }
        } finally {
            boolean more;
            synchronized (this) {
                more = !tasks.isEmpty();
                if (!more) {
                    running--;
                }
            }
            if (more) {
                next();
            }
        }
    }
}
