package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds what a person was shown of a deploy request at its gate, and the answer, perhaps from before a restart, and
 * passes both to the {@link Deploy} that waits for them, provided that it is about the deploy request that the person
 * saw.
 */
final class CarriedApproval implements Serializable {
    private static final long serialVersionUID = 1L;

    private boolean needed;
    private Duration timeout;
    private Instant until;
    private boolean described;
    private StagedChange staged;
    private ReviewedChange reviewed;
    private int reviewedNumber;
    private int approvedNumber;
    private String approvedBy;
    private Marker marker;
    private String comment;

    void need() {
        needed = true;
    }

    /** Null for as long as PlanetScale holds the gate. */
    void timeout(Duration duration) {
        timeout = duration;
    }

    void until(Instant instant) {
        until = instant;
    }

    Instant until() {
        return until;
    }

    void shown(int number, ReviewedChange change) {
        reviewedNumber = number;
        reviewed = change;
    }

    /**
     * The answer.
     *
     * @param words what to note about it on the deploy request, or null for nothing
     */
    void given(int number, String who, Marker mark, String words) {
        approvedNumber = number;
        approvedBy = who;
        marker = mark;
        comment = words;
        staged = null;
    }

    /** Whether what is staged was read, so that a person can be shown it. */
    boolean isDescribed() {
        return described;
    }

    /** What a person is to be shown; null before the gate and after the answer. */
    StagedChange staged() {
        return staged;
    }

    /** For a deploy request whose statements have to be looked at again: nobody has seen or approved those. */
    void reset() {
        described = false;
        staged = null;
        reviewed = null;
        reviewedNumber = 0;
        until = null;
        approvedNumber = 0;
        approvedBy = null;
        comment = null;
    }

    /** Prepares a deployment that has not begun. */
    void prepare(Deploy deploy) throws InvalidInputException {
        passReviewed(deploy);
        if (needed) {
            deploy.approvalNeeded().approval().timeout(timeout);
            deploy.approval().until(until);
            passAnswer(deploy);
        }
    }

    void passReviewed(Deploy deploy) {
        if (reviewed != null && deploy.number() == reviewedNumber) {
            deploy.expectShown(reviewed);
        }
    }

    void passAnswer(Deploy deploy) {
        if (approvedBy != null && deploy.number() == approvedNumber) {
            deploy.approve(approvedBy);
        }
    }

    /** What has to be done before the deployment goes on: to read what is staged, or to note the answer; null for nothing. */
    Operation<?> doFirst(DatabaseRef database, Deploy deploy) throws InvalidInputException {
        if (!described && deploy.awaitsApproval()) {
            return new ReadStagedChange(database, deploy.number());
        }
        if (comment != null && deploy.approvedBy() != null) {
            return new BestEffort(
                    PostReview.comment(database, deploy.number(), comment, marker),
                    "The approval is not noted as a comment on deploy request #" + deploy.number()
                            + "; the release goes on.");
        }
        return null;
    }

    /** Called when that was done, and whose deployment it was. */
    void done(Operation<?> first, Deploy deploy) {
        if (first instanceof ReadStagedChange read) {
            described = true;
            staged = read.result();
            if (reviewed == null || reviewedNumber != staged.number()) {
                shown(staged.number(), staged.reviewed());
                passReviewed(deploy);
            }
        } else {
            comment = null; // noted, or told why not
        }
    }
}
