package io.jenkins.plugins.planetscale.release;

import java.io.Serializable;

/** What a gate found: one sentence that names the table and what to do. */
public final class Finding implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Gate gate;
    private final Gate.Level level;
    private final String text;

    Finding(Gate gate, Gate.Level level, String text) {
        this.gate = gate;
        this.level = level;
        this.text = text;
    }

    public Gate gate() {
        return gate;
    }

    public Gate.Level level() {
        return level;
    }

    public String text() {
        return text;
    }

    /** {@code ERROR dropData: …}. */
    @Override
    public String toString() {
        return level + " " + gate.key() + ": " + text;
    }
}
