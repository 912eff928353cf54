package io.jenkins.plugins.planetscale.release.password;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Renews a password whenever half of its time to live has passed. Never ends by itself. */
public final class RenewPasswordPeriodically extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String id;
    private final Duration pause;
    private Instant due;
    private Instant lookedAt;
    private RenewPassword renewal;
    private Instant validUntil;

    /** @param minted when it was minted, from which its time to live counts */
    public RenewPasswordPeriodically(DatabaseRef database, String branch, String id, Duration ttl, Instant minted) {
        this.database = Objects.requireNonNull(database);
        this.branch = Objects.requireNonNull(branch);
        this.id = Objects.requireNonNull(id);
        this.pause = ttl.dividedBy(2);
        this.due = minted.plus(pause);
        this.lookedAt = minted;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (now.isBefore(lookedAt)) {
            due = now; // the clock was set back: nobody knows how old the password is
        }
        lookedAt = now;
        if (renewal == null && now.isBefore(due)) {
            waitUntil(due);
            return null;
        }
        renewal = renewal == null ? new RenewPassword(database, branch, id) : renewal;
        ApiRequest<?> exchange = step(renewal, now);
        if (renewal.ended()) {
            validUntil = renewal.result();
            due = now.plus(pause);
            renewal = null;
        }
        return exchange;
    }

    /** When it expires after the last renewal; null before the first, and for never. */
    public Instant validUntil() {
        return validUntil;
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "keeping the password for branch \"" + branch + "\" alive until " + HumanFormat.clock(due);
    }
}
