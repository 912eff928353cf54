package io.jenkins.plugins.planetscale.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs tasks one after another on a shared executor, and holds no thread while there are none. Thread-safe. */
final class SerialExecutor implements Executor {
    private static final Logger LOGGER = Logger.getLogger(SerialExecutor.class.getName());

    private final Executor threads;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    /** Never throws: what cannot be run any more, because the service is closed, is dropped. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
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
                running = false;
            }
        }
    }

    /** One task at a time per turn on the executor, so that a busy one does not keep others from their turn. */
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
                running = more;
            }
            if (more) {
                next();
            }
        }
    }
}
