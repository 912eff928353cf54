package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.PasswordCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Renews a password again and again, each time when half of its time to live is over. Never ends by itself. */
public final class KeepPassword extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String id;
    private final Duration pause;
    private Instant due;

    /** @param minted when it was minted, from which its time to live counts */
    public KeepPassword(DatabaseRef database, String branch, String id, Duration ttl, Instant minted) {
        this.database = Objects.requireNonNull(database);
        this.branch = Objects.requireNonNull(branch);
        this.id = Objects.requireNonNull(id);
        this.pause = ttl.dividedBy(2);
        this.due = minted.plus(pause);
    }

    @Override
    Exchange<?> step(Instant now) {
        if (now.isBefore(due)) {
            waitUntil(due);
            return null;
        }
        return Exchange.of(PasswordCalls.renew(database, branch, id), (password, at) -> due = at.plus(pause));
    }

    @Override
    Subject subject() {
        return null;
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "keeping the password for branch \"" + branch + "\" alive until " + Words.clock(due);
    }
}
