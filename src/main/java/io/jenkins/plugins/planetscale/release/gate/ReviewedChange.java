package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.release.state.Shown;
import io.jenkins.plugins.planetscale.release.tables.TableFingerprints;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A deploy request as the gates checked it, or as the person who decides was shown it: its statements, and hashes of
 * the target's tables that they touch. Compared before the deploy and before the cutover (invariant I4).
 */
public final class ReviewedChange implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 5;
    private static final int LONGEST = 300;

    private final String branch;
    private final String into;
    private final ArrayList<Change> changes;
    private final String targetChangedAt; // as text: it is written to build.xml, and exact
    private final TableFingerprints tables;
    private Gates gates;
    private boolean instantly;

    public ReviewedChange(
            String branch, String into, List<Change> changes, Instant targetChanged, TableFingerprints tables) {
        this.branch = branch;
        this.into = into;
        this.changes = new ArrayList<>(changes);
        this.targetChangedAt = targetChanged == null ? null : targetChanged.toString();
        this.tables = tables;
    }

    /** What is damaged counts as not seen: then what there is now is something else, and is refused. */
    private Object readResolve() {
        return new ReviewedChange(branch, into, ReadBack.list(changes, Change.class), time(targetChangedAt), tables)
                .gates(gates)
                .instantly(instantly);
    }

    private static Instant time(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The gates that it has passed. */
    public ReviewedChange gates(Gates passed) {
        gates = passed;
        return this;
    }

    /** Null where it passed none, and in records of older versions. */
    public Gates gates() {
        return gates;
    }

    /** Whether the gates judged it as one that is deployed by instant DDL. */
    public ReviewedChange instantly(boolean value) {
        instantly = value;
        return this;
    }

    /** Whether the gates of that check would let it pass, or refuse it, whether or not instant DDL is used. */
    public boolean covers(InstantDdl instant) {
        return instant == InstantDdl.NEVER || instantly || gates != null && !gates.needs(Gate.INSTANT);
    }

    public String branch() {
        return branch;
    }

    public String into() {
        return into;
    }

    public List<Change> changes() {
        return changes;
    }

    /** Whether both are about the same statements, whatever the target was like. */
    public boolean isOfSameStatements(ReviewedChange other) {
        return Change.same(changes, other.changes);
    }

    /** When the target's schema was changed last; null where that could not be read. */
    public Instant targetChanged() {
        return targetChangedAt == null ? null : Instant.parse(targetChangedAt);
    }

    /** Null where they could not be read. */
    public TableFingerprints tables() {
        return tables;
    }

    /** What is other in the deploy request now, in words that begin with a space; null when all is as it was seen. */
    public String difference(DeployRequest request) {
        Map<String, String> seen = statements(changes);
        Map<String, String> now = statements(Change.of(request));
        if (seen.keySet().equals(now.keySet())) {
            return null;
        }
        return list(" New in it: ", now, seen) + list(" No longer in it: ", seen, now);
    }

    private static Map<String, String> statements(List<Change> changes) {
        Map<String, String> statements = new LinkedHashMap<>();
        for (Change change : changes) {
            String table = change.keyspace() == null || change.keyspace().isEmpty()
                    ? Objects.toString(change.table(), "a table")
                    : change.keyspace() + '.' + change.table();
            String text = change.statement().strip();
            // exact: a space in a default counts
            statements.put(table + '\n' + text, table + ": " + (text.isEmpty() ? change.operation() : text));
        }
        return statements;
    }

    private static String list(String intro, Map<String, String> these, Map<String, String> without) {
        List<String> only = these.entrySet().stream()
                .filter(entry -> !without.containsKey(entry.getKey()))
                .map(entry -> shortened(entry.getValue()))
                .toList();
        if (only.isEmpty()) {
            return "";
        }
        return intro
                + String.join("; ", only.subList(0, Math.min(MOST, only.size())))
                + (only.size() > MOST ? "; and " + (only.size() - MOST) + " more." : ".");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return Shown.line(line, LONGEST);
    }
}
