package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.release.ReadBack;
import io.jenkins.plugins.planetscale.release.Words;
import java.io.Serializable;
import java.time.Instant;

/** What a person decided about a deploy request; immutable, times in milliseconds of the epoch. */
public final class RecordedDecision implements Serializable {
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
    RecordedDecision(String what, String by, long at) {
        this(null, what, by, at, null, false, null);
    }

    private RecordedDecision(String id, String what, String by, long at, String step, boolean open, String problem) {
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
    static RecordedDecision begun(String id, String what, String by, long at, String step) {
        return new RecordedDecision(id, what, by, at, step, true, null);
    }

    /** The same at its end; {@code why} it was not carried out, or null. */
    RecordedDecision over(String why) {
        return new RecordedDecision(id, what, by, at, step, false, why);
    }

    /** What was written by hand, or is damaged: one that nobody can be asked about is not carried out. */
    private Object readResolve() {
        boolean whole = what != null && by != null;
        return new RecordedDecision(
                id,
                ReadBack.text(what, "?"),
                ReadBack.text(by, "unknown"),
                ReadBack.time(at),
                step,
                open && whole,
                ReadBack.text(problem));
    }

    String id() {
        return id;
    }

    String step() {
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
    String who() {
        return "by " + People.name(by) + " at " + Words.clock(Instant.ofEpochMilli(at));
    }
}
