package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.tables.TableFingerprints;
import io.jenkins.plugins.planetscale.release.tables.TableReader;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The precondition of deploy and cutover (optimistic concurrency): the deploy request's statements, and the target's
 * tables that they touch, are as the gates, or the person who approves, saw them. Initially nothing is expected.
 *
 * <p>The target is read before the deploy request, and compared after it: so a cutover in between is not mistaken for
 * somebody else's change. Its tables are read only when its {@code schema_last_updated_at} has changed.
 */
public final class SchemaPrecondition implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How old what was read may be. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** A schema shows late [L late-schema]: one that was changed a moment ago may still be shown as it was. */
    private static final Duration LAG = Duration.ofSeconds(15);

    private final String name;
    private ReviewedChange checked;
    private ReviewedChange shown;
    private Instant target;
    private TableFingerprints tables;
    private boolean reported;
    private transient String toRead;
    private transient Instant readAt;
    private transient Instant lastChanged;
    private transient TableReader reader;
    private transient boolean unreadable;
    private transient Duration pause;
    private transient String changed;
    private transient Instant pausedFor;

    public SchemaPrecondition(String name) {
        this.name = name;
    }

    public void checked(ReviewedChange seen) {
        checked = seen;
        target = seen.targetChanged();
        tables = seen.tables();
    }

    /** What a person was shown counts as well; what the gates saw of the target before still does. */
    void shown(ReviewedChange seen) {
        shown = seen;
        boolean older = target != null
                && seen.targetChanged() != null
                && seen.targetChanged().isBefore(target);
        if (older || target == null && tables == null) {
            target = seen.targetChanged();
            tables = seen.tables();
        }
    }

    /** Whether anything is known that must still be so. */
    boolean isAny() {
        return checked != null || shown != null;
    }

    /**
     * Whether the target may be changed now. Where something is to be read first, {@link #reading} is the exchange for
     * it, and the question is to be asked again after the next poll.
     */
    public boolean isMet(DeployRequest request, Instant now, Consumer<String> progress) throws GateRefusedException {
        if (target == null && tables == null) {
            return true;
        }
        if (readAt == null || !now.isBefore(readAt.plus(FRESH))) {
            reset();
            toRead = request.intoBranch();
            return false;
        }
        Instant changed = lastChanged;
        if (target != null && changed != null && !changed.isAfter(target)) {
            return true;
        }
        if (tables == null || unreadable) {
            checkDate(request, changed, progress);
            return true;
        }
        if (reader == null && changed != null && !changed.equals(pausedFor) && now.isBefore(changed.plus(LAG))) {
            pausedFor = changed;
            Duration left = Duration.between(now, changed.plus(LAG));
            pause = left.compareTo(LAG) > 0 ? LAG : left; // whatever the clocks say
            reset();
            return false;
        }
        if (reader == null) {
            reader = new TableReader(request.intoBranch(), (checked == null ? shown : checked).changes());
        }
        if (reader.found() == null) {
            return false;
        }
        checkTables(request, changed, progress);
        return true;
    }

    /** How long to wait before that question is asked again; null for not at all. */
    public Duration pause() {
        Duration wanted = pause;
        pause = null;
        return wanted;
    }

    /** A person must not believe in a comparison that is not made. */
    void warnIfNothingExpected(DeployRequest request, Consumer<String> progress) {
        if (target == null && tables == null && !reported) {
            reported = true;
            progress.accept(
                    "The schema of \"" + request.intoBranch() + "\" is not compared with anything before " + name
                            + " changes it: this build knows of no check by planetscaleDeployRequest and of no approval that"
                            + " saw it.");
        }
    }

    private void checkTables(DeployRequest request, Instant changed, Consumer<String> progress)
            throws GateRefusedException {
        List<String> other = tables.differences(reader.found());
        String when = changed == null ? "" : " at " + HumanFormat.clock(changed);
        String into = "\"" + request.intoBranch() + "\"";
        if (other.isEmpty()) {
            if (changed != null) {
                progress.accept("The schema of " + into + " was changed" + when
                        + ", but none of the tables that this change touches.");
            }
        } else {
            throw changedMeanwhile(
                    request,
                    "in the schema of " + into + ", " + String.join(", ", other)
                            + (other.size() == 1 ? " was" : " were") + " changed" + when
                            + inQueue(request.deployment(), changed));
        }
        target = changed == null ? target : changed;
    }

    private void checkDate(DeployRequest request, Instant changed, Consumer<String> progress)
            throws GateRefusedException {
        String into = "\"" + request.intoBranch() + "\"";
        if (changed == null || target == null) {
            if (tables != null) {
                throw changedMeanwhile(
                        request,
                        "PlanetScale shows neither the schema of " + into
                                + " nor when it was changed last, so it is not known whether it was changed");
            }
            progress.accept("PlanetScale does not say when the schema of " + into
                    + " was changed last: it is not compared with what was checked.");
            return;
        }
        throw changedMeanwhile(
                request,
                "the schema of " + into + " was changed at " + HumanFormat.clock(changed)
                        + inQueue(request.deployment(), changed));
    }

    /**
     * Whose change it probably was. It counts like any other: whether PlanetScale compares a queued deploy request anew
     * when its turn comes is not known [? queue-rediff], and the gates have judged its statements on the target of before.
     */
    private static String inQueue(Deployment deployment, Instant changed) {
        boolean queued = deployment != null
                && changed != null
                && deployment.queuedAt() != null
                && !changed.isBefore(deployment.queuedAt())
                && (deployment.submittedAt() == null || !changed.isAfter(deployment.submittedAt()));
        return queued ? ", while it waited in the deploy queue" : "";
    }

    private GateRefusedException changedMeanwhile(DeployRequest request, String what) {
        boolean staged = isStaged(request);
        changed = what + ", after the deploy request was " + describeReview() + ", and it could undo that change.";
        return new GateRefusedException(name + (staged ? " was not cut over" : " was not deployed") + ": " + changed
                + (staged ? " It is still staged: cancel it, then refresh" : " Refresh")
                + " the branch and run planetscaleDeployRequest again."
                + (staged ? DeployFailures.seeUrl(request) : ""));
    }

    /** What {@link #isMet} refused it for, for the middle of a sentence, without what to do about it. */
    String changedMeanwhile() {
        return changed;
    }

    private String describeReview() {
        return checked != null ? "checked" : "shown for approval";
    }

    private static boolean isStaged(DeployRequest request) {
        return DeploymentState.of(request).stage() == DeploymentState.Stage.STAGED;
    }

    /** Null where there is nothing to read. */
    public ApiRequest<?> reading(DatabaseRef database) {
        if (toRead != null) {
            return ApiRequest.of(BranchCalls.get(database, toRead), this::read)
                    .on(NotFoundException.class, this::withoutDate);
        }
        if (reader == null || unreadable) {
            return null;
        }
        ApiRequest<?> next = reader.next(database);
        return next == null
                ? null
                : next.on(NotFoundException.class, this::unreadable)
                        .on(RefusedException.class, this::unreadable)
                        .on(MalformedException.class, this::unreadable);
    }

    private void read(Branch branch, Instant now) {
        toRead = null;
        lastChanged = branch.schemaLastUpdatedAt();
        readAt = now;
    }

    private void withoutDate(PlanetScaleException error, Instant now) throws CallFailedException {
        if (tables == null) {
            throw new CallFailedException("", error);
        }
        toRead = null;
        lastChanged = null;
        readAt = now;
    }

    private void unreadable(PlanetScaleException error, Instant now) {
        unreadable = true;
    }

    /** What was read is good for one poll only. */
    public void used() {
        if (toRead == null && (reader == null || reader.found() != null || unreadable)) {
            reset();
        }
    }

    private void reset() {
        readAt = null;
        lastChanged = null;
        reader = null;
        unreadable = false;
    }

    /** What the branch's owner added, or somebody else has deployed, has passed no gate. */
    public void refuseOtherChanges(DeployRequest request) throws GateRefusedException {
        String other = otherChanges(request);
        if (other != null) {
            throw new GateRefusedException(other
                    + (isStaged(request)
                            ? " It is staged and was not cut over: cancel it, then run"
                            : " This step did not deploy it. Run")
                    + " planetscaleDeployRequest again, so that the gates see what has come in."
                    + DeployFailures.seeUrl(request));
        }
    }

    /** In what the deploy request differs from what was seen, as sentences; null for nothing that can be compared. */
    String otherChanges(DeployRequest request) {
        if (request.deployment() == null) {
            return null;
        }
        String other = checked == null ? null : checked.difference(request);
        String how = "checked";
        if (other == null && shown != null) {
            other = shown.difference(request);
            how = "shown for approval";
        }
        return other == null
                ? null
                : name + " no longer holds the statements that were " + how + ": branch \"" + request.branch()
                        + "\" was changed meanwhile." + other;
    }
}
