package io.jenkins.plugins.planetscale.release.window;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestOperation;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.request.StaleReadFilter;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds the revert window of a live change until a decision ({@link #keep} or {@link #revert}), or until the window
 * ends. The window ends at {@code deployment_revert_request.waiting_period_end_at}, never after a constant time
 * [D window-end].
 *
 * <p>The deadline applies until the decision only: what was decided is carried out and verified without one.
 */
public final class RevertWindow extends DeployRequestOperation<RevertWindow.Result> {
    private static final long serialVersionUID = 1L;

    private enum WindowChoice {
        NONE,
        KEEP,
        REVERT
    }

    /** What is under way for so long is not waited for any longer: PlanetScale forces a cutover after an hour [D forced-cutover]. */
    private static final Duration LONGEST = Duration.ofMinutes(90);

    private WindowChoice decision = WindowChoice.NONE;
    private boolean dry;
    private DeploymentState.Stage waitingIn;
    private Instant waitingSince;
    private String reason;
    private String target;
    private Instant liveAt;
    private boolean opened;
    private Instant end;
    private boolean reported;
    private boolean reverting;
    private final RevertVerification check = new RevertVerification();
    private Result result;

    private RevertWindow(DatabaseRef database, int number) throws InvalidInputException {
        super(database, number);
    }

    /** Holds the window open until a decision. */
    public static RevertWindow hold(DatabaseRef database, int number) throws InvalidInputException {
        return new RevertWindow(database, number);
    }

    /** Reverts while the window is open. */
    public static RevertWindow revertNow(DatabaseRef database, int number, String reason) throws InvalidInputException {
        RevertWindow window = new RevertWindow(database, number);
        window.revert(reason);
        return window;
    }

    /** Only says what it would do where nothing is live yet, instead of failing. */
    public RevertWindow forDryRun() {
        dry = true;
        return this;
    }

    @Override
    protected void dryRun() {
        forDryRun();
    }

    /** The checks are good: keep the change. A revert that was decided on before stays. */
    public void keep(String why) {
        if (decision == WindowChoice.NONE) {
            decided(WindowChoice.KEEP, why);
        }
    }

    /** The checks are bad: bring the old schema back. Overrules {@link #keep} as long as the window is open. */
    public void revert(String why) {
        decided(WindowChoice.REVERT, why);
    }

    private void decided(WindowChoice what, String why) {
        decision = what;
        reason = why;
        setDeadline(null);
        wake();
    }

    /** Whether it was last seen on its way back to the old schema. */
    public boolean isBeingReverted() {
        return reverting;
    }

    /** The branch that was changed, or null as long as it is not known. */
    public String target() {
        return target;
    }

    /** When the change went live, or null as long as it is not known. */
    public Instant liveAt() {
        return liveAt;
    }

    /** Whether the change was seen to be live with its window open. */
    public boolean opened() {
        return opened;
    }

    /** The end of the window, or null as long as it is not known. */
    public Instant windowEnd() {
        return end;
    }

    @Override
    protected void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        reverting = state.stage() == DeploymentState.Stage.REVERTING;
        failIfEndless(request, state, now);
        switch (state.stage()) {
            case CUTTING_OVER, REVERTING -> pollAgain(request, state, now);
            case REVERTABLE -> inWindow(request, state, now);
            case FINAL -> afterWindow(request, now);
            case REVERTED -> reverted(request, now);
            case NO_CHANGES -> {
                progress("Deploy request #" + number()
                        + " brings no change: there is no revert window, and nothing to revert.");
                finish(request, Outcome.NO_CHANGES);
            }
            case CHECKING, READY, RUNNING, STAGED -> notLive(request, state, now);
            default -> throw terminalFailure(request, state);
        }
    }

    /** A window ends by itself; what was decided about it, and what somebody else has begun, need not. */
    private void failIfEndless(DeployRequest request, DeploymentState state, Instant now)
            throws ReleaseTimeoutException {
        boolean decided = decision != WindowChoice.NONE;
        boolean waits =
                switch (state.stage()) {
                    case CUTTING_OVER, REVERTING -> true;
                    case REVERTABLE -> decided;
                    default -> false;
                };
        if (!waits || state.stage() != waitingIn || now.isBefore(waitingSince)) {
            waitingIn = waits ? state.stage() : null;
            waitingSince = now;
        } else if (!now.isBefore(waitingSince.plus(LONGEST))) {
            throw new ReleaseTimeoutException(
                    name() + " is still " + state.describe() + " after " + HumanFormat.time(LONGEST)
                            + (decided
                                    ? "; it was to be " + (decision == WindowChoice.REVERT ? "reverted" : "kept")
                                            + (reason == null ? "" : " (" + reason + ")")
                                    : "")
                            + ". It is not waited for any longer and goes on at PlanetScale. Look how it ends before anything else"
                            + " is deployed into \"" + request.intoBranch()
                            + "\"; if it does not end, PlanetScale's support can"
                            + " help. To wait for it again: planetscaleRevert"
                            + (decision == WindowChoice.REVERT ? "" : "Window") + " deployRequest: " + number() + "."
                            + DeployFailures.seeUrl(request));
        }
    }

    private void inWindow(DeployRequest request, DeploymentState state, Instant now) {
        opened = true;
        target = request.intoBranch();
        if (liveAt == null) {
            liveAt = Deployments.appliedAt(request, now);
        }
        if (Deployments.windowEnd(request) != null) {
            end = Deployments.windowEnd(request);
        }
        Instant steady = decision == WindowChoice.KEEP ? null : check.readableFrom(request, now);
        if (steady == null && decision != WindowChoice.KEEP && check.wantsBaseline(request)) {
            return; // while there is time: what has to be gone after a revert
        }
        if (steady != null) {
            pollAgain(request, state, now);
            waitAtMostUntil(steady);
        } else if (decision == WindowChoice.REVERT) {
            if (!reported) {
                progress("Reverting deploy request #" + number() + (reason == null ? "" : ": " + reason) + ".");
                reported = true;
            }
            perform(Effect.REVERT);
        } else if (decision == WindowChoice.KEEP) {
            perform(Effect.SKIP_REVERT);
        } else {
            pollAgain(request, state, now);
        }
    }

    private void afterWindow(DeployRequest request, Instant now) throws DeploymentFailedException {
        if (decision == WindowChoice.REVERT) {
            boolean instant =
                    request.deployment() != null && request.deployment().instantDdl();
            throw new DeploymentFailedException(name() + " cannot be reverted any more: "
                    + (instant
                            ? "it was deployed by instant DDL, which has no revert window"
                            : "its revert window" + endedPhrase(now))
                    + ". The change stays live. To undo it, make a branch with the old schema and deploy that.");
        }
        finish(request, decision == WindowChoice.KEEP ? Outcome.KEPT : Outcome.EXPIRED);
    }

    private String endedPhrase(Instant now) {
        if (end == null) {
            return " is over";
        }
        return end.isAfter(now) ? " was ended before its time" : " ended at " + HumanFormat.clock(end);
    }

    @Override
    protected ApiRequest<?> before() {
        return check.exchange(database());
    }

    private void reverted(DeployRequest request, Instant now) throws ReleaseException {
        if (decision != WindowChoice.REVERT) {
            throw new DeploymentCancelledException(name() + " was reverted by somebody else; \"" + request.intoBranch()
                    + "\" has its old schema again." + DeployFailures.seeUrl(request));
        }
        if (check.proves(name(), request, now)) {
            finish(request, Outcome.REVERTED);
        } else {
            waitFor(RevertVerification.PACE, now);
        }
    }

    private void notLive(DeployRequest request, DeploymentState state, Instant now) throws InvalidInputException {
        if (dry) {
            progress("Dry run: deploy request #" + number() + " is " + state.describe()
                    + ", not live. Once it is, its revert window would be used. Nothing was changed.");
            finish(request, Outcome.NO_CHANGES);
            return;
        }
        if (mayBeStale(now)) {
            waitFor(StaleReadFilter.PACE, now);
            return;
        }
        throw new InvalidInputException(name() + " is " + state.describe()
                + ", not live: there is no revert window to hold. Apply it first with planetscaleApply, or cancel it."
                + DeployFailures.seeUrl(request));
    }

    private void finish(DeployRequest request, Outcome outcome) {
        result = new Result(request.number(), request.htmlUrl(), outcome, reason);
        end();
    }

    @Override
    public Result result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return end == null || ended()
                ? super.status(now)
                : "holding the revert window of deploy request #" + number() + ", "
                        + HumanFormat.time(Duration.between(now, end)) + " left";
    }

    /** How the revert window ended. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int number;
        private final String url;
        private final Outcome outcome;
        private final String reason;

        private Result(int number, String url, Outcome outcome, String reason) {
            this.number = number;
            this.url = url;
            this.outcome = outcome;
            this.reason = reason;
        }

        public int number() {
            return number;
        }

        public String url() {
            return url;
        }

        /** {@code KEPT}, {@code REVERTED} or {@code EXPIRED}; {@code NO_CHANGES} where there was nothing to deploy. */
        public Outcome outcome() {
            return outcome;
        }

        /** Why it was kept or reverted, in the words of who decided; may be null. */
        public String reason() {
            return reason;
        }
    }
}
