package io.jenkins.plugins.planetscale.release;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was shown to the person who decides about a deploy request, for comparison before its cutover. */
public final class SeenChange implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Change> changes;
    private final String targetChangedAt; // as text: it is written to build.xml, and exact

    SeenChange(List<Change> changes, Instant targetChanged) {
        this.changes = new ArrayList<>(changes);
        this.targetChangedAt = targetChanged == null ? null : targetChanged.toString();
    }

    public List<Change> changes() {
        return changes;
    }

    /** When the target's schema was changed last; null where that could not be read. */
    Instant targetChanged() {
        return targetChangedAt == null ? null : Instant.parse(targetChangedAt);
    }
}
