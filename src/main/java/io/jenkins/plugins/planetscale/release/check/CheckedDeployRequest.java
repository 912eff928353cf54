package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.tables.TableDiffs;
import io.jenkins.plugins.planetscale.release.tables.TableFingerprints;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a check: the deploy request's number, diff, changes and gate findings. */
public final class CheckedDeployRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final boolean ours;
    private String branch;
    private String into;
    private TableFingerprints tables;
    private String url;
    private Outcome outcome;
    private Gates gates;
    private Instant targetChanged;
    private boolean revertible = true;
    private TableDiffs diffs;
    private final ArrayList<Change> changes = new ArrayList<>();
    private final ArrayList<GateFinding> findings = new ArrayList<>();

    CheckedDeployRequest(int number, String url, boolean ours) {
        this.number = number;
        this.url = url;
        this.ours = ours;
    }

    void branches(String from, String to) {
        branch = from;
        into = to;
    }

    void tables(TableFingerprints value) {
        tables = value;
    }

    void url(String value) {
        url = value;
    }

    void targetChanged(Instant value) {
        targetChanged = value;
    }

    void gates(Gates value) {
        gates = value;
    }

    public void outcome(Outcome value) {
        outcome = value;
    }

    void diff(SchemaDocument document) {
        diffs = new TableDiffs(document);
    }

    void changes(List<Change> value, boolean canRevert) {
        changes.clear();
        changes.addAll(value);
        revertible = canRevert;
    }

    void findings(List<GateFinding> value) {
        findings.clear();
        findings.addAll(value);
    }

    /** Whether the gates looked at it at all. */
    public boolean wasChecked() {
        return outcome != null;
    }

    boolean isOwn() {
        return ours;
    }

    /** The number; 0 where there was nothing to open a deploy request for. */
    public int number() {
        return number;
    }

    public String url() {
        return url;
    }

    /** {@code READY}, {@code STAGED} (an adopted one can be) or {@code NO_CHANGES}. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether the change can be reverted after its cutover: not with instant DDL. */
    public boolean revertible() {
        return revertible;
    }

    /** What the gates saw, for comparison before the deploy and before the cutover. */
    public ReviewedChange reviewed() {
        return new ReviewedChange(branch, into, changes, targetChanged, tables)
                .gates(gates)
                .instantly(!revertible);
    }

    Instant targetChanged() {
        return targetChanged;
    }

    /** The diff by table, with its keyspace where there is more than one, as PlanetScale shows it. */
    public Map<String, String> diff() {
        return diffs == null ? new LinkedHashMap<>() : diffs.byTable(changes);
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** What the gates found, warnings included. */
    public List<GateFinding> findings() {
        return List.copyOf(findings);
    }
}
