package io.jenkins.plugins.planetscale.cleanup;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.Assumptions;
import io.jenkins.plugins.planetscale.release.Marker;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A branch or password that a build created and that is to be removed with it: one entry of the {@link
 * EphemeralRegistry}. Immutable, holds no secret; written as XML, hence a class with plain fields and no record.
 */
public final class EphemeralResource implements Serializable {
    private static final long serialVersionUID = 1L;

    /** From the decision to ask to the effect: the wait for the request budget, the call itself, clocks apart. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(9);

    /** The type of the resource. */
    public enum Kind {
        BRANCH,
        PASSWORD
    }

    private final Kind kind;
    private final String organization;
    private final String database;
    private final String branch;
    private final String branchId;
    private final Marker marker;
    private final String connection;
    private final String apiUrl;
    private final String run;
    private final long since;
    private final String problem;
    private long askedFirst;
    private long askedLast;
    private String askedParent;
    private boolean askedData;

    /**
     * The build that created it, and the connection by which it did so.
     *
     * @param apiUrl where the connection led when it was made: a 404 from elsewhere does not say that it is gone; null
     *     for unknown
     * @param run {@link hudson.model.Run#getExternalizableId}
     */
    public record Origin(String connection, String apiUrl, String run) {}

    private EphemeralResource(
            Kind kind,
            DatabaseRef database,
            String branch,
            String branchId,
            Marker marker,
            Origin origin,
            long since,
            String problem) {
        this.kind = kind;
        this.organization = database.organization();
        this.database = database.database();
        this.branch = Objects.requireNonNull(branch, "branch");
        this.branchId = branchId;
        this.marker = Objects.requireNonNull(marker, "marker");
        this.connection = Objects.requireNonNull(origin.connection(), "connection");
        this.apiUrl = origin.apiUrl();
        this.run = Objects.requireNonNull(origin.run(), "run");
        this.since = since;
        this.problem = problem;
    }

    /**
     * A branch that is about to be, or was, made for a build.
     *
     * @param id PlanetScale's id of the branch once it is known, else null; register it again when it becomes known,
     *     as a branch without it is only deleted when its name bears the marker
     */
    public static EphemeralResource branch(
            DatabaseRef database, String name, String id, Marker marker, Origin origin, Instant now) {
        return new EphemeralResource(Kind.BRANCH, database, name, id, marker, origin, now.toEpochMilli(), null);
    }

    /** The passwords of a branch whose names bear {@code marker}; the other parameters as in {@link #branch}. */
    public static EphemeralResource password(
            DatabaseRef database, String branch, Marker marker, Origin origin, Instant now) {
        return new EphemeralResource(Kind.PASSWORD, database, branch, null, marker, origin, now.toEpochMilli(), null);
    }

    /** Whether PlanetScale may still make it: it was asked to a short time ago, and the answer may be on its way. */
    boolean mayStillAppear(Instant now) {
        return askedLast != 0 && now.isBefore(Instant.ofEpochMilli(askedLast).plus(LONGEST_WAY));
    }

    /** The same, made by a build that is now known by another id. */
    EphemeralResource of(String otherRun) {
        return with(otherRun, problem);
    }

    /** The same, with the reason why it is still there. */
    public EphemeralResource because(String reason) {
        return with(run, reason);
    }

    private EphemeralResource with(String otherRun, String reason) {
        Origin origin = new Origin(connection, apiUrl, otherRun);
        EphemeralResource same =
                new EphemeralResource(kind, database(), branch, branchId, marker, origin, since, reason);
        same.askedFirst = askedFirst;
        same.askedLast = askedLast;
        same.askedParent = askedParent;
        same.askedData = askedData;
        return same;
    }

    /**
     * The same, which PlanetScale is about to be asked to make; to be registered before it is.
     *
     * @param parent the branch that it is made from, where one was given; else null
     * @param data whether it is made with data
     */
    public EphemeralResource asked(Instant now, String parent, boolean data) {
        EphemeralResource same = with(run, problem);
        same.askedParent = parent;
        same.askedData = data;
        same.askedLast = now.toEpochMilli();
        same.askedFirst = same.askedFirst == 0 ? same.askedLast : same.askedFirst;
        return same;
    }

    /** What is known of both. */
    EphemeralResource mergedWith(EphemeralResource older) {
        EphemeralResource same = with(older.run, problem);
        if (older.askedFirst != 0) {
            same.askedFirst = older.askedFirst;
            same.askedLast = Math.max(askedLast, older.askedLast);
            same.askedParent = askedFirst == 0 ? older.askedParent : askedParent;
            same.askedData = askedFirst == 0 ? older.askedData : askedData;
        }
        return same;
    }

    /**
     * Whether this branch is for certain the one that PlanetScale was asked for, which was not there before: made then, by
     * this token, and as it was asked for; or named so that only this build can have named it.
     */
    boolean proves(Branch found) {
        // no other production branch but one with data, which was made for a build, is touched
        if (found.mayBeProduction() && !found.restored()) {
            return false;
        }
        if (marker.marks(found.name())) {
            return true;
        }
        return found.actor() != null
                && found.actor().self()
                && couldHaveCreated(found.createdAt())
                && (askedData
                        || !found.restored() && (askedParent == null || askedParent.equals(found.parentBranch())));
    }

    /** @param made when a branch of this name was made; null, for unknown, is not explained */
    private boolean couldHaveCreated(Instant made) {
        return askedFirst != 0
                && made != null
                && !made.isBefore(Instant.ofEpochMilli(askedFirst).minus(Assumptions.CLOCKS_APART))
                && !made.isAfter(Instant.ofEpochMilli(askedLast).plus(LONGEST_WAY));
    }

    /** Whether both speak of the same thing, whatever is known about it. */
    public boolean isSame(EphemeralResource other) {
        return key().equals(other.key());
    }

    /** Identifies the resource. */
    public String key() {
        return kind + " " + database() + " " + branch + " " + marker.token();
    }

    public Kind kind() {
        return kind;
    }

    public DatabaseRef database() {
        return new DatabaseRef(organization, database);
    }

    public String branch() {
        return branch;
    }

    /** PlanetScale's id of the branch, or null when it is not known. */
    public String branchId() {
        return branchId;
    }

    public Marker marker() {
        return marker;
    }

    public String connection() {
        return connection;
    }

    /** Where the connection led when it was made; null for unknown. */
    String apiUrl() {
        return apiUrl;
    }

    /** {@link hudson.model.Run#getExternalizableId} of the build. */
    public String run() {
        return run;
    }

    /** Full name of the build's job. */
    String job() {
        return run.substring(0, Math.max(0, run.lastIndexOf('#')));
    }

    public Instant since() {
        return Instant.ofEpochMilli(since);
    }

    /** Why the last attempt to remove it failed, or null. */
    public String problem() {
        return problem;
    }

    /** In words, for logs and the admin page. */
    @Override
    public String toString() {
        return (kind == Kind.BRANCH ? "branch \"" : "password for branch \"") + branch + "\" of " + database() + " ("
                + run + ")";
    }
}
