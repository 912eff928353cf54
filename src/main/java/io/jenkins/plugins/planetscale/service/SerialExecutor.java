package io.jenkins.plugins.planetscale.service;

import java.util.concurrent.Executor;

/** Runs tasks one after another on a shared executor, and holds no thread while idle. Thread-safe. */
final class SerialExecutor extends LimitedExecutor {
    SerialExecutor(Executor threads) {
        super(threads, 1);
    }
}
