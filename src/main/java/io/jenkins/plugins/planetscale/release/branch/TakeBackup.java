package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Backup;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Takes a backup of a branch, and waits for it if wanted. */
public final class TakeBackup extends Operation<TakeBackup.Result> {
    private static final long serialVersionUID = 1L;
    private static final Set<String> UNITS = Set.of("hour", "day", "week", "month", "year");
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration LAG_PACE = Duration.ofSeconds(3);
    private static final int MISSES = 4;
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private final DatabaseRef database;
    private final String branch;
    private final String name;
    private final boolean wait;
    private String retentionUnit;
    private Integer retentionValue;

    private PagedSearch search = new PagedSearch();
    private ArrayList<String> before;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient boolean create;
    private String id;
    private int misses;
    private Instant reportedAt;
    private Result result;

    /**
     * @param name the backup's name; others of the same name are left alone
     * @param wait whether to wait until it has succeeded
     */
    public TakeBackup(DatabaseRef database, String branch, String name, boolean wait) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch to back up");
        this.name = name;
        this.wait = wait;
        if (name == null || name.isBlank()) {
            throw new InvalidInputException("The backup needs a name.");
        }
    }

    /** How long PlanetScale keeps it: 1 to 1000 {@code hour}s, {@code day}s and so on [S backup-retention]. */
    public TakeBackup keepFor(int value, String unit) throws InvalidInputException {
        String lower = unit == null ? "" : unit.toLowerCase(Locale.ROOT);
        if (!UNITS.contains(lower) || value < 1 || value > 1000) {
            throw new InvalidInputException("A backup can be kept for 1 to 1000 hours, days, weeks, months or years;"
                    + " not for "
                    + value + " " + unit + ".");
        }
        retentionValue = value;
        retentionUnit = lower;
        return this;
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (id != null) {
            return ApiRequest.of(BackupCalls.get(database, branch, id), this::onFound)
                    .reads(subject())
                    .on(NotFoundException.class, this::onMissing);
        }
        if (create) {
            create = false;
            attempts.sent(now);
            if (before == null) {
                before = new ArrayList<>(search.ids()); // what comes of any attempt is ours
            }
            search = new PagedSearch();
            return ApiRequest.of(
                            BackupCalls.create(database, branch, name, retentionUnit, retentionValue), this::started)
                    .notedIn(attempts);
        }
        return ApiRequest.of(BackupCalls.list(database, branch, search.page()), this::page);
    }

    /** Notes the backups of that name; one that was not there before the call was sent is ours. */
    private void page(Page<Backup> page, Instant now) throws ReleaseException {
        for (Backup backup : page.data()) {
            if (name.equals(backup.name())) {
                if (before != null && !before.contains(backup.id())) {
                    started(backup, now);
                    return;
                }
                search.note(backup.id());
            }
        }
        if (search.isLast(page)) {
            if (attempts.isSettled(now)) {
                create = true;
            } else {
                search = new PagedSearch();
                waitFor(LAG_PACE, now);
            }
        }
    }

    private void started(Backup backup, Instant now) throws ReleaseException {
        id = backup.id();
        progress("Backup \"" + name + "\" of branch \"" + branch + "\" is started.");
        if (!wait) {
            finish(backup);
        } else {
            onFound(backup, now);
        }
    }

    /** A read may lag behind what was made a moment ago. */
    private void onMissing(PlanetScaleException error, Instant now) throws CallFailedException {
        if (++misses >= MISSES) {
            throw new CallFailedException("Backup \"" + name + "\" was started and cannot be found any more. ", error);
        }
        waitFor(LAG_PACE, now);
    }

    private void onFound(Backup backup, Instant now) throws ReleaseException {
        misses = 0;
        String state = backup.state() == null ? "" : backup.state();
        switch (state) {
            case "success" -> {
                progress("Backup \"" + name + "\" is complete"
                        + (backup.size() == null ? "" : ", " + backup.size() + " bytes") + ".");
                finish(backup);
            }
            case "failed", "canceled", "ignored" ->
                throw new DeploymentFailedException("Backup \"" + name
                        + "\" of branch \"" + branch + "\" of " + database + " ended as \"" + state
                        + "\". Take another one; if it fails again, ask PlanetScale.");
            default -> {
                if (reportedAt == null || !now.isBefore(reportedAt.plus(HEARTBEAT))) {
                    progress("Backup \"" + name + "\" is " + (reportedAt == null ? "" : "still ") + state + ".");
                    reportedAt = now;
                }
                waitForChange(Urgency.COPYING, POLL, now);
            }
        }
    }

    private void finish(Backup backup) {
        result = new Result(backup);
        end();
    }

    @Override
    protected String makes() {
        return "a backup of branch \"" + branch + "\" of " + database;
    }

    @Override
    protected ResourceRef subject() {
        return id == null ? null : new ResourceRef(ResourceRef.Kind.BACKUP, database, id);
    }

    @Override
    public Result result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return (id == null ? "starting" : "waiting for") + " backup \"" + name + "\" of branch \"" + branch + "\"";
    }

    @Override
    protected String unfinished() {
        return id == null ? super.unfinished() : "The backup " + id + " goes on at PlanetScale.";
    }

    /** A backup that was started or is complete. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String id;
        private final String name;
        private final String state;
        private final Long size;

        private Result(Backup backup) {
            this.id = backup.id();
            this.name = backup.name();
            this.state = backup.state();
            this.size = backup.size();
        }

        public String id() {
            return id;
        }

        public String name() {
            return name;
        }

        /** {@code success} when it was waited for. */
        public String state() {
            return state;
        }

        /** Bytes; null or 0 as long as it is not complete. */
        public Long size() {
            return size;
        }
    }
}
