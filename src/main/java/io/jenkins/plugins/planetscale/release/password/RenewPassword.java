package io.jenkins.plugins.planetscale.release.password;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Operation;
import java.time.Instant;
import java.util.Objects;

/** Restarts the time to live of a password. Idempotent, so nothing is read before. */
public final class RenewPassword extends Operation<Instant> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String id;
    private Instant result;

    /** @param id the id of the password, see {@link Credentials#id} */
    public RenewPassword(DatabaseRef database, String branch, String id) {
        this.database = Objects.requireNonNull(database);
        this.branch = Objects.requireNonNull(branch);
        this.id = Objects.requireNonNull(id);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return ApiRequest.of(PasswordCalls.renew(database, branch, id), this::renewed);
    }

    private void renewed(Password password, Instant now) {
        result = password.expiresAt() == null && password.ttlSeconds() != null && password.ttlSeconds() > 0
                ? now.plusSeconds(password.ttlSeconds())
                : password.expiresAt();
        end();
    }

    /** When it expires now; null for never. */
    @Override
    public Instant result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "renewing the password for branch \"" + branch + "\"";
    }
}
