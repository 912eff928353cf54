package io.jenkins.plugins.planetscale.host.run;

import io.jenkins.plugins.planetscale.host.time.Activity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One script thread at a time, as on Jenkins' CPS thread: the code of a Jenkinsfile between two steps is not disturbed by
 * another branch. Who waits for a step gives its turn away.
 */
public final class ScriptLock {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Activity activity;
    private final ExecutorService callers = Executors.newSingleThreadExecutor(task -> daemon(task, "host"));

    public ScriptLock(Activity activity) {
        this.activity = activity;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 64L << 20);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs something as a script thread of its own. */
    void start(String name, Runnable body) {
        activity.begin();
        daemon(() -> take(body), name).start();
    }

    /** Runs something soon, when it is its turn; returns at once. */
    void later(Runnable body) {
        activity.begin();
        callers.execute(() -> take(body));
    }

    private void take(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
            activity.end();
        }
    }

    Waiting waiting() {
        return new Waiting();
    }

    void close() {
        callers.shutdown();
    }

    /** One wait of a script thread; may be released before it begins. */
    final class Waiting {
        private final CountDownLatch latch = new CountDownLatch(1);
        private boolean released;

        synchronized void release() {
            if (!released) {
                released = true;
                activity.begin(); // for the one who waits
                latch.countDown();
            }
        }

        /** Keeps the turn where there is nothing to wait for any more. */
        void await() throws InterruptedException {
            boolean keep;
            synchronized (this) {
                keep = released;
            }
            activity.end();
            if (keep) {
                return;
            }
            lock.unlock();
            try {
                latch.await();
            } finally {
                lock.lock();
            }
        }
    }
}
