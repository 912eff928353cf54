package io.jenkins.plugins.planetscale.client.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock of the client, and how it waits; tests replace it. Implementations are thread-safe. */
public interface TimeSource {
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    /** Nanoseconds that never run backwards, as {@link System#nanoTime()}; all waits are measured with it. */
    long nanoTime();

    /** The wall clock, for HTTP dates only. */
    Instant instant();

    /** Holds the calling thread for {@code duration}; used by the blocking calls only. */
    void sleep(Duration duration) throws InterruptedException;
}
