package io.jenkins.plugins.planetscale.release.decision;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationSequence;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.deploy.PostReview;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * Carries out a person's decision about a deploy request that no step drives: checks that it is still possible, says in
 * a comment on the deploy request who decided, and does it. The comment comes first, as the deploy request may be
 * closed afterwards; except for a revert, whose window may be about to end: that is commented while it goes on.
 */
public final class ExecuteDecision extends OperationSequence<ExecuteDecision.Result> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private final DeployRequestDecision decision;
    private final String words;
    private final Marker marker;
    private ReviewedChange checked;
    private boolean noted;
    private RevertWindow reverting;
    private Result result;

    /**
     * @param words who decided what, as a sentence: the reason for a revert, and the text of the comment
     * @param marker tells this decision from every other one
     */
    public ExecuteDecision(
            DatabaseRef database, int number, DeployRequestDecision decision, String words, Marker marker)
            throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.number = number;
        this.decision = Objects.requireNonNull(decision);
        this.words = Objects.requireNonNull(words);
        this.marker = Objects.requireNonNull(marker);
        newCheck(); // refuses a number that cannot be one
    }

    /** Applies only what was checked, see {@link Deploy#expect}; null for anything. */
    public ExecuteDecision expect(ReviewedChange seen) {
        checked = seen;
        return this;
    }

    @Override
    protected Operation<?> first() throws InvalidInputException {
        return newCheck();
    }

    @Override
    protected Operation<?> nextAfter(Operation<?> done) throws ReleaseException {
        if (done instanceof CheckDecision) {
            return decision == DeployRequestDecision.REVERT ? effect() : comment();
        }
        if (done instanceof BestEffort) {
            return result != null ? null : reverting != null ? reverting : effect();
        }
        result = done instanceof Deploy deploy
                ? new Result(
                        deploy.result().url(),
                        deploy.result().outcome(),
                        deploy.result().revertUntil())
                : window(((RevertWindow) done).result());
        return noted ? null : comment();
    }

    @Override
    protected Operation<?> replacement(Operation<?> current) throws InvalidInputException {
        if (noted || !(current instanceof RevertWindow window) || !window.isBeingReverted()) {
            return current;
        }
        reverting = window;
        return comment();
    }

    private CheckDecision newCheck() throws InvalidInputException {
        return new CheckDecision(database, number, decision, checked);
    }

    private BestEffort comment() throws InvalidInputException {
        noted = true;
        return new BestEffort(
                PostReview.comment(database, number, words, marker),
                "The decision is not noted as a comment on deploy request #" + number + ".");
    }

    private Operation<?> effect() throws InvalidInputException {
        return switch (decision) {
            case APPLY -> Deploy.apply(database, number).expect(checked);
            case REVERT -> RevertWindow.revertNow(database, number, words);
            case KEEP -> keep();
        };
    }

    private static Result window(RevertWindow.Result ended) {
        return new Result(ended.url(), ended.outcome(), null);
    }

    private RevertWindow keep() throws InvalidInputException {
        RevertWindow window = RevertWindow.hold(database, number);
        window.keep(words);
        return window;
    }

    @Override
    public Result result() {
        return ended() ? result : null;
    }

    /** What became of the deploy request. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String url;
        private final Outcome outcome;
        private final Instant revertUntil;

        private Result(String url, Outcome outcome, Instant revertUntil) {
            this.url = url;
            this.outcome = outcome;
            this.revertUntil = revertUntil;
        }

        public String url() {
            return url;
        }

        /** {@code APPLIED}, {@code REVERTED} or {@code KEPT}. */
        public Outcome outcome() {
            return outcome;
        }

        /** The end of the revert window of what was applied; null where there is none. */
        public Instant revertUntil() {
            return revertUntil;
        }
    }
}
