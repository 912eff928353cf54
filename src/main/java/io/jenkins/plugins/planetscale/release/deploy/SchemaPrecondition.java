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
 * What the gates, and the person who approves, have seen of a deploy request, and must still be so when it is deployed
 * and when it is cut over: its statements, and the target's tables that they touch. Expects nothing at first.
 *
 * <p>The target is read before the deploy request is looked at, and judged after that look: so a cutover that comes in
 * between is not mistaken for somebody else's change. Its tables are read only where its date has moved.
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
    private boolean told;
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
     * it, and the question is to be asked again after the next look.
     */
    public boolean isMet(DeployRequest request, Instant now, Consumer<String> say) throws GateRefusedException {
        if (target == null && tables == null) {
            return true;
        }
        if (readAt == null || !now.isBefore(readAt.plus(FRESH))) {
            forget();
            toRead = request.intoBranch();
            return false;
        }
        Instant changed = lastChanged;
        if (target != null && changed != null && !changed.isAfter(target)) {
            return true;
        }
        if (tables == null || unreadable) {
            judgeDate(request, changed, say);
            return true;
        }
        if (reader == null && changed != null && !changed.equals(pausedFor) && now.isBefore(changed.plus(LAG))) {
            pausedFor = changed;
            Duration left = Duration.between(now, changed.plus(LAG));
            pause = left.compareTo(LAG) > 0 ? LAG : left; // whatever the clocks say
            forget();
            return false;
        }
        if (reader == null) {
            reader = new TableReader(request.intoBranch(), (checked == null ? shown : checked).changes());
        }
        if (reader.found() == null) {
            return false;
        }
        judgeTables(request, changed, say);
        return true;
    }

    /** How long to wait before that question is asked again; null for not at all. */
    public Duration pause() {
        Duration wanted = pause;
        pause = null;
        return wanted;
    }

    /** A person must not believe in a comparison that is not made. */
    void sayWhereNothingIs(DeployRequest request, Consumer<String> say) {
        if (target == null && tables == null && !told) {
            told = true;
            say.accept("The schema of \"" + request.intoBranch() + "\" is not compared with anything before " + name
                    + " changes it: this build knows of no check by planetscaleDeployRequest and of no approval that"
                    + " saw it.");
        }
    }

    private void judgeTables(DeployRequest request, Instant changed, Consumer<String> say) throws GateRefusedException {
        List<String> other = tables.differences(reader.found());
        String when = changed == null ? "" : " at " + HumanFormat.clock(changed);
        String into = "\"" + request.intoBranch() + "\"";
        if (other.isEmpty()) {
            if (changed != null) {
                say.accept("The schema of " + into + " was changed" + when
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

    private void judgeDate(DeployRequest request, Instant changed, Consumer<String> say) throws GateRefusedException {
        String into = "\"" + request.intoBranch() + "\"";
        if (changed == null || target == null) {
            if (tables != null) {
                throw changedMeanwhile(
                        request,
                        "PlanetScale shows neither the schema of " + into
                                + " nor when it was changed last, so it is not known whether it was changed");
            }
            say.accept("PlanetScale does not say when the schema of " + into
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
        changed = what + ", after the deploy request was " + seenHow() + ", and it could undo that change.";
        return new GateRefusedException(name + (staged ? " was not cut over" : " was not deployed") + ": " + changed
                + (staged ? " It is still staged: cancel it, then refresh" : " Refresh")
                + " the branch and run planetscaleDeployRequest again." + (staged ? DeployFailures.see(request) : ""));
    }

    /** What {@link #isMet} refused it for, for the middle of a sentence, without what to do about it. */
    String changedMeanwhile() {
        return changed;
    }

    private String seenHow() {
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

    /** What was read is good for one look only. */
    public void used() {
        if (toRead == null && (reader == null || reader.found() != null || unreadable)) {
            forget();
        }
    }

    private void forget() {
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
                    + DeployFailures.see(request));
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
