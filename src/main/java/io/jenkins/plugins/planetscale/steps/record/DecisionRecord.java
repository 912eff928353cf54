package io.jenkins.plugins.planetscale.steps.record;

import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.steps.UserNames;
import java.io.Serializable;
import java.time.Instant;

/** What a person decided about a deploy request; immutable, times in milliseconds of the epoch. */
public final class DecisionRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String what;
    private final String by;
    private final long at;
    private final String step;
    private final boolean open;
    private final String problem;

    /**
     * One that is carried out already.
     *
     * @param what {@code APPROVED}, {@code REFUSED}, {@code APPLIED}, {@code REVERTED}, {@code KEPT}
     * @param by the user's id
     */
    public DecisionRecord(String what, String by, long at) {
        this(null, what, by, at, null, false, null);
    }

    private DecisionRecord(String id, String what, String by, long at, String step, boolean open, String problem) {
        this.id = id;
        this.what = what;
        this.by = by;
        this.at = at;
        this.step = step;
        this.open = open;
        this.problem = problem;
    }

    /**
     * One that is to be carried out.
     *
     * @param id tells it from every other one
     * @param step the marker of the step that does it; null for none
     */
    public static DecisionRecord begun(String id, String what, String by, long at, String step) {
        return new DecisionRecord(id, what, by, at, step, true, null);
    }

    /** The same at its end; {@code why} it was not carried out, or null. */
    public DecisionRecord finished(String why) {
        return new DecisionRecord(id, what, by, at, step, false, why);
    }

    /** What was written by hand, or is damaged: one that nobody can be asked about is not carried out. */
    private Object readResolve() {
        boolean whole = what != null && by != null;
        return new DecisionRecord(
                id,
                ReadBack.text(what, "?"),
                ReadBack.text(by, "unknown"),
                ReadBack.time(at),
                step,
                open && whole,
                ReadBack.text(problem));
    }

    public String id() {
        return id;
    }

    public String step() {
        return step;
    }

    public String getWhat() {
        return what;
    }

    /** The user's id. */
    public String getBy() {
        return by;
    }

    public long getAt() {
        return at;
    }

    /** Whether it is still to be carried out. */
    public boolean isOpen() {
        return open;
    }

    /** Why it could not be carried out; null while it is open, and when it was. */
    public String getProblem() {
        return problem;
    }

    /** {@code ordered by Ainsley (ainsley) at 2026-08-19 14:03:00 UTC}, without the verb. */
    public String describe() {
        return "by " + UserNames.name(by) + " at " + HumanFormat.clock(Instant.ofEpochMilli(at));
    }
}
