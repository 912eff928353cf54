package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.release.state.LintFinding;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.io.Serializable;

/** A finding of a gate: one sentence that names the table and what to do. */
public final class GateFinding implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of its text, in characters: with all that is cut where it is put together, more than any needs. */
    private static final int LONGEST = 2000;

    private final Gate gate;
    private final Gate.Level level;
    private final String text;
    private final LintFinding lint;

    GateFinding(Gate gate, Gate.Level level, String text) {
        this(gate, level, text, null);
    }

    GateFinding(Gate gate, Gate.Level level, String text, LintFinding lint) {
        this.gate = gate;
        this.level = level;
        this.text = Shown.line(text, LONGEST);
        this.lint = lint;
    }

    /** One that does not say how bad it is, is as bad as can be. */
    private Object readResolve() {
        return new GateFinding(
                gate == null ? Gate.UNREADABLE : gate,
                level == null ? Gate.Level.ERROR : level,
                ReadBack.text(text, "the record of this finding is damaged"),
                lint);
    }

    public Gate gate() {
        return gate;
    }

    public Gate.Level level() {
        return level;
    }

    /** One line. */
    public String text() {
        return text;
    }

    /** Table, rule and link of what the linter found; null for other gates. */
    public LintFinding lint() {
        return lint;
    }

    /** {@code ERROR dropData: …}. */
    @Override
    public String toString() {
        return level + " " + gate.key() + ": " + text;
    }
}
