package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.tables.TableDiffs;
import io.jenkins.plugins.planetscale.release.tables.TableFingerprints;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change that waits at its gate, as shown to the person who decides about it. */
public final class StagedChange implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String url;
    private final String branch;
    private final String into;
    private final ArrayList<GateFinding> findings;
    private final LinkedHashMap<String, String> diff = new LinkedHashMap<>();

    private ReviewedChange reviewed;

    StagedChange(DeployRequest request, List<GateFinding> findings) {
        this.number = request.number();
        this.url = request.htmlUrl();
        this.branch = request.branch();
        this.into = request.intoBranch();
        this.findings = new ArrayList<>(findings);
        this.reviewed = new ReviewedChange(branch, into, Change.of(request), null, null);
    }

    void targetChanged(Instant at) {
        reviewed = new ReviewedChange(branch, into, reviewed.changes(), at, null);
    }

    void tables(TableFingerprints found) {
        reviewed = new ReviewedChange(branch, into, reviewed.changes(), reviewed.targetChanged(), found);
    }

    void diff(SchemaDocument document) {
        diff.clear();
        diff.putAll(new TableDiffs(document).byTable(reviewed.changes()));
    }

    /** What the cutover is compared with, see {@link ApplyChange#shown}. */
    public ReviewedChange reviewed() {
        return reviewed;
    }

    public int number() {
        return number;
    }

    /** Its page at PlanetScale. */
    public String url() {
        return url;
    }

    public String branch() {
        return branch;
    }

    public String into() {
        return into;
    }

    /** What the gates at their default levels find in what is staged. */
    public List<GateFinding> findings() {
        return List.copyOf(findings);
    }

    /** By table, with its keyspace where there is more than one; empty where PlanetScale does not show it. */
    public Map<String, String> diff() {
        return new LinkedHashMap<>(diff);
    }
}
