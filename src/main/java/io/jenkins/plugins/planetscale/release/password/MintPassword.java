package io.jenkins.plugins.planetscale.release.password;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.branch.BranchLookup;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Creates a password for a block. PlanetScale shows the secret once, and it is never persisted: when the answer was
 * lost, or Jenkins restarted, the password is found by its name, deleted, and created again.
 */
public final class MintPassword extends Operation<Credentials> {
    private static final long serialVersionUID = 1L;
    private static final Set<String> ROLES = Set.of("reader", "writer", "readwriter", "admin");
    private static final int MISSES = 3;
    private static final Duration BRANCH_PACE = Duration.ofSeconds(5);

    private enum Phase {
        DATABASE,
        BRANCH,
        REMOVE_LOST,
        MINT
    }

    private final DatabaseRef database;
    private final String branch;
    private final Marker marker;
    private final String role;
    private final long ttlSeconds;
    private final boolean replica;
    private final ArrayList<String> cidrs;

    private Phase phase = Phase.DATABASE;
    private RevokePassword removal;
    private int removed;
    private int misses;
    private String mintedId;
    private boolean waitTold;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient Credentials minted;

    /**
     * @param ttl after what time PlanetScale lets it expire; always set, as the last net under everything else (I3)
     * @param cidrs from where it may be used; empty for everywhere
     */
    public MintPassword(
            DatabaseRef database,
            String branch,
            Marker marker,
            String role,
            Duration ttl,
            boolean replica,
            List<String> cidrs)
            throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch");
        this.marker = Objects.requireNonNull(marker);
        this.role = role.toLowerCase(Locale.ROOT);
        this.ttlSeconds = ttl.toSeconds();
        this.replica = replica;
        this.cidrs = new ArrayList<>(cidrs);
        if (!ROLES.contains(this.role)) {
            throw new InvalidInputException(
                    "\"" + role + "\" is not a role of a password; use reader, writer, readwriter or admin.");
        }
        if (ttlSeconds < 60) {
            throw new InvalidInputException(
                    "A password needs a time to live of at least a minute; it is renewed while" + " the block runs.");
        }
        if (ttlSeconds > Integer.MAX_VALUE) {
            throw new InvalidInputException("A password cannot be given a time to live of "
                    + Duration.ofSeconds(ttlSeconds).toDays()
                    + " days; it is renewed while the block runs, so an hour is"
                    + " enough.");
        }
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case DATABASE -> ApiRequest.of(DatabaseCalls.get(database), this::database);
            case BRANCH ->
                ApiRequest.of(BranchCalls.get(database, branch), this::branch)
                        .reads(subject())
                        .on(NotFoundException.class, this::noBranch);
            case REMOVE_LOST -> removeLost(now);
            case MINT -> mint(now);
        };
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        if (!found.isMysql()) {
            throw new InvalidInputException("Database " + database + " is a " + found.kind()
                    + " database, which has roles instead of passwords; this step serves MySQL databases.");
        }
        phase = Phase.BRANCH;
    }

    /** A read may lag behind the creation of a branch. */
    private void noBranch(PlanetScaleException error, Instant now) throws CallFailedException {
        if (++misses >= MISSES) {
            throw new CallFailedException("", error);
        }
        waitFor(BRANCH_PACE, now);
    }

    private void branch(Branch found, Instant now) {
        if (found.ready()) {
            startRemoval();
        } else {
            if (!waitTold) {
                progress("Branch \"" + branch + "\" is " + BranchLookup.condition(found));
                waitTold = true;
            }
            waitFor(BRANCH_PACE, now);
        }
    }

    private void startRemoval() {
        removal = new RevokePassword(database, branch, marker).known(mintedId).quietly();
        phase = Phase.REMOVE_LOST;
    }

    private ApiRequest<?> removeLost(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(removal, now);
        if (removal.ended()) {
            removed += removal.result();
            // one whose answer was lost may still come; after the next one is answered nobody would look for it
            if (settled(removed, now)) {
                phase = Phase.MINT;
            } else {
                startRemoval();
                waitFor(BRANCH_PACE, now);
            }
        }
        return exchange;
    }

    private ApiRequest<?> mint(Instant sentAt) {
        attempts.sent(sentAt);
        startRemoval(); // if the answer is lost, so is the secret
        return ApiRequest.of(
                        PasswordCalls.create(database, branch, marker.token(), role, ttlSeconds, replica, cidrs),
                        this::minted)
                .notedIn(attempts);
    }

    private void minted(Password password, Instant now) throws DeploymentFailedException {
        if (password.plainText() == null || password.username() == null || password.accessHostUrl() == null) {
            throw new DeploymentFailedException("PlanetScale made a password for branch \"" + branch
                    + "\", but its answer does not hold the password, which expires" + " in "
                    + HumanFormat.time(Duration.ofSeconds(ttlSeconds)) + ". Run again.");
        }
        mintedId = password.id();
        minted = new Credentials(password, database.database());
        progress("Made a password (" + role + ") for branch \"" + branch + "\""
                + (password.expiresAt() == null
                        ? "."
                        : "; it expires at " + HumanFormat.clock(password.expiresAt()) + "."));
        end();
    }

    /** After a restart the secret is gone, so the work is not done. */
    private Object readResolve() {
        if (failure() == null) {
            reopen();
        }
        return this;
    }

    /** Whether a password of this operation may exist. */
    public boolean mayHaveMinted() {
        return attempts.mayHaveCreated();
    }

    /** It does not go on; a call may be under way. */
    void giveUp() {
        attempts.abandoned();
    }

    /** Whether nothing can come of a call under way any more, after so many passwords of it were deleted. */
    boolean settled(int deleted, Instant now) {
        return minted != null || deleted >= attempts.maxCreated() || attempts.isSettled(now);
    }

    /** The id of the password that was minted last, which is no secret; null as long as none is known. */
    String mintedId() {
        return mintedId;
    }

    DatabaseRef database() {
        return database;
    }

    String branch() {
        return branch;
    }

    Marker marker() {
        return marker;
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.branch(database, branch);
    }

    @Override
    protected String makes() {
        return "a password for branch \"" + branch + "\" of " + database;
    }

    @Override
    public Credentials result() {
        return minted;
    }

    @Override
    public String status(Instant now) {
        return "making a password for branch \"" + branch + "\"";
    }
}
