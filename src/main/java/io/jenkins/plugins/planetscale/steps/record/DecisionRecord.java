package io.jenkins.plugins.planetscale.steps.record;

import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.steps.UserNames;
import java.io.Serializable;
import java.time.Instant;

/**
 * A person's decision about a deploy request, in the one form in which it is stored everywhere. Immutable, holds no
 * secret; times in milliseconds of the epoch.
 */
public final class DecisionRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final DecisionKind kind;
    private final String by;
    private final long at;
    private final String shown;
    private final String comment;
    private final String step;
    private final boolean open;
    private final String problem;

    /** As {@link #DecisionRecord(DecisionKind, String, long, String, String)}, where it is not said what was shown. */
    public DecisionRecord(DecisionKind kind, String by, long at) {
        this(kind, by, at, null, null);
    }

    /**
     * One that is carried out already, or is not begun.
     *
     * @param by the user's id
     * @param shown which change the person saw: the id of the approval, or a digest of the change; null for not said
     * @param comment the person's own words; null for none
     */
    public DecisionRecord(DecisionKind kind, String by, long at, String shown, String comment) {
        this(null, kind, by, at, shown, comment, null, false, null);
    }

    private DecisionRecord(
            String id,
            DecisionKind kind,
            String by,
            long at,
            String shown,
            String comment,
            String step,
            boolean open,
            String problem) {
        this.id = id;
        this.kind = kind;
        this.by = by;
        this.at = at;
        this.shown = shown;
        this.comment = comment;
        this.step = step;
        this.open = open;
        this.problem = problem;
    }

    /**
     * The same as one that is to be carried out.
     *
     * @param newId tells it from every other one
     * @param marker of the step that does it; null for none
     */
    public DecisionRecord begun(String newId, String marker) {
        return new DecisionRecord(newId, kind, by, at, shown, comment, marker, true, null);
    }

    /** The same at its end; {@code why} it was not carried out, or null. */
    public DecisionRecord finished(String why) {
        return new DecisionRecord(id, kind, by, at, shown, comment, step, false, why);
    }

    /** What was written by hand, or is damaged. */
    private Object readResolve() {
        return new DecisionRecord(
                id,
                kind,
                ReadBack.text(by),
                ReadBack.time(at),
                ReadBack.text(shown),
                ReadBack.text(comment),
                step,
                open,
                ReadBack.text(problem));
    }

    /** Whether it says who decided what; one that was written by hand, or is damaged, need not. */
    public boolean isWhole() {
        return kind != null && by != null;
    }

    public String id() {
        return id;
    }

    public String step() {
        return step;
    }

    public DecisionKind getKind() {
        return kind;
    }

    /** Whether it lets a change go live that a step holds for approval. */
    public boolean isApproval() {
        return kind == DecisionKind.APPROVE;
    }

    /** The user's id. */
    public String getBy() {
        return by;
    }

    public long getAt() {
        return at;
    }

    /** Which change the person saw; null where that is not said. */
    public String getShown() {
        return shown;
    }

    /** The person's own words; null for none. */
    public String getComment() {
        return comment;
    }

    /** The person's own words as a line of their own, below a sentence; empty for none. */
    public String commentLine() {
        return comment == null ? "" : "\n\n" + comment;
    }

    /** Whether it is still to be carried out. */
    public boolean isOpen() {
        return open;
    }

    /** Why it could not be carried out; null while it is open, and when it was. */
    public String getProblem() {
        return problem;
    }

    /** Who and when: {@code by Ainsley (ainsley) at 2026-08-19 14:03:00 UTC}. */
    public String describe() {
        return "by " + UserNames.name(by) + " at " + HumanFormat.clock(Instant.ofEpochMilli(at));
    }

    /** {@code approved by Ainsley (ainsley) at 2026-08-19 14:03:00 UTC}. */
    @Override
    public String toString() {
        return kind.past() + " " + describe();
    }
}
