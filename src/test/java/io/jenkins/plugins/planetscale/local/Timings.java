package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long each thing takes in one database. A change counts at once, also for what is under way.
 * Reads by the name, writes by the name and a value: {@code timings().copy(Duration.ofHours(3))}.
 * Safe to use from any thread.
 */
public final class Timings {
    private enum Name {
        BRANCH_READY(20),
        SCHEMA_READY(25),
        SEEDED_BRANCH_READY(90),
        REFRESH(5),
        CHECK(6),
        VALIDATING(8),
        QUEUED(2),
        SUBMITTING(2),
        COPY(240),
        INSTANT(2),
        AUTO_CUTOVER(1),
        CUTOVER(4),
        REVERT(6),
        CANCEL(3),
        REVERT_WINDOW(30 * 60),
        BACKUP(60),
        DELETION_BLOCKED_AFTER_DEPLOY(60),
        CUTOVER_EXPIRY(24 * 3600),
        STUCK_CUTOVER(3600);

        private final Duration initial;

        Name(long seconds) {
            initial = Duration.ofSeconds(seconds);
        }
    }

    private final Map<Name, Duration> durations = new EnumMap<>(Name.class);
    private boolean stuckCutover;

    Timings() {
        for (Name name : Name.values()) {
            durations.put(name, name.initial);
        }
    }

    /**
     * Makes everything happen at once, except what waits for people or for a stuck transaction: {@code revertWindow},
     * {@code cutoverExpiry} and {@code stuckCutoverLasts} keep their times.
     */
    public synchronized Timings immediate() {
        durations.replaceAll(
                (name, was) -> name == Name.REVERT_WINDOW || name == Name.CUTOVER_EXPIRY || name == Name.STUCK_CUTOVER
                        ? was
                        : Duration.ZERO);
        return this;
    }

    private synchronized Duration get(Name name) {
        return durations.get(name);
    }

    private synchronized Timings set(Name name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " cannot take " + value);
        }
        durations.put(name, value);
        return this;
    }

    /** From creation to {@code ready} of a branch without data. */
    public Duration branchReady() {
        return get(Name.BRANCH_READY);
    }

    public Timings branchReady(Duration value) {
        return set(Name.BRANCH_READY, value);
    }

    /** From creation to {@code schema_ready}; never before the branch itself is ready. */
    public Duration schemaReady() {
        return get(Name.SCHEMA_READY);
    }

    public Timings schemaReady(Duration value) {
        return set(Name.SCHEMA_READY, value);
    }

    /** From creation to {@code ready} of a branch restored from a backup. */
    public Duration seededBranchReady() {
        return get(Name.SEEDED_BRANCH_READY);
    }

    public Timings seededBranchReady(Duration value) {
        return set(Name.SEEDED_BRANCH_READY, value);
    }

    /** From the refresh-schema call to a schema that is not stale any more [L]. */
    public Duration refresh() {
        return get(Name.REFRESH);
    }

    public Timings refresh(Duration value) {
        return set(Name.REFRESH, value);
    }

    /** Deploy check: {@code pending} to {@code ready}, {@code no_changes} or {@code error}. */
    public Duration check() {
        return get(Name.CHECK);
    }

    public Timings check(Duration value) {
        return set(Name.CHECK, value);
    }

    /** After {@code ready}, how long POST deploy is answered "We're currently validating …" [L]. */
    public Duration validating() {
        return get(Name.VALIDATING);
    }

    public Timings validating(Duration value) {
        return set(Name.VALIDATING, value);
    }

    /** {@code queued}, once nothing precedes. */
    public Duration queued() {
        return get(Name.QUEUED);
    }

    public Timings queued(Duration value) {
        return set(Name.QUEUED, value);
    }

    public Duration submitting() {
        return get(Name.SUBMITTING);
    }

    public Timings submitting(Duration value) {
        return set(Name.SUBMITTING, value);
    }

    /** {@code in_progress} of a whole deployment; its tables share it in turn. */
    public Duration copy() {
        return get(Name.COPY);
    }

    public Timings copy(Duration value) {
        return set(Name.COPY, value);
    }

    /** {@code in_progress} of an instant deployment. */
    public Duration instant() {
        return get(Name.INSTANT);
    }

    public Timings instant(Duration value) {
        return set(Name.INSTANT, value);
    }

    /** {@code pending_cutover} when {@code auto_cutover} is true: momentary, yet a client can see it. */
    public Duration autoCutover() {
        return get(Name.AUTO_CUTOVER);
    }

    public Timings autoCutover(Duration value) {
        return set(Name.AUTO_CUTOVER, value);
    }

    public Duration cutover() {
        return get(Name.CUTOVER);
    }

    public Timings cutover(Duration value) {
        return set(Name.CUTOVER, value);
    }

    public Duration revert() {
        return get(Name.REVERT);
    }

    public Timings revert(Duration value) {
        return set(Name.REVERT, value);
    }

    public Duration cancel() {
        return get(Name.CANCEL);
    }

    public Timings cancel(Duration value) {
        return set(Name.CANCEL, value);
    }

    /** 30 minutes live [D]. */
    public Duration revertWindow() {
        return get(Name.REVERT_WINDOW);
    }

    public Timings revertWindow(Duration value) {
        return set(Name.REVERT_WINDOW, value);
    }

    /** A backup is {@code pending} for a tenth of this and {@code running} for the rest. */
    public Duration backup() {
        return get(Name.BACKUP);
    }

    public Timings backup(Duration value) {
        return set(Name.BACKUP, value);
    }

    /** How long a branch cannot be deleted after its deployment was finalized; about a minute live [L]. */
    public Duration deletionBlockedAfterDeploy() {
        return get(Name.DELETION_BLOCKED_AFTER_DEPLOY);
    }

    public Timings deletionBlockedAfterDeploy(Duration value) {
        return set(Name.DELETION_BLOCKED_AFTER_DEPLOY, value);
    }

    /** How long a gated deployment waits before it is cancelled; {@code cutover_expiring} in its last twelfth [?]. */
    public Duration cutoverExpiry() {
        return get(Name.CUTOVER_EXPIRY);
    }

    public Timings cutoverExpiry(Duration value) {
        return set(Name.CUTOVER_EXPIRY, value);
    }

    /** While {@link #stuckCutover()}: how long until a cutover succeeds without force-cutover; an hour live [S]. */
    public Duration stuckCutoverLasts() {
        return get(Name.STUCK_CUTOVER);
    }

    public Timings stuckCutoverLasts(Duration value) {
        return set(Name.STUCK_CUTOVER, value);
    }

    /** Whether long transactions keep a deployment in {@code in_progress_cutover}. */
    public synchronized boolean stuckCutover() {
        return stuckCutover;
    }

    public synchronized Timings stuckCutover(boolean value) {
        stuckCutover = value;
        return this;
    }
}
