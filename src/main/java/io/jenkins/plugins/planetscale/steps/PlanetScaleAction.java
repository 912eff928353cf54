package io.jenkins.plugins.planetscale.steps;

import hudson.model.InvisibleAction;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Finding;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a build did at PlanetScale, as data for the pages that show it. Holds no secret. Thread-safe. */
public final class PlanetScaleAction extends InvisibleAction {
    private final ArrayList<Entry> entries = new ArrayList<>();

    synchronized void note(Entry entry) {
        for (Entry known : entries) {
            if (known.isSame(entry)) {
                known.take(entry);
                return;
            }
        }
        entries.add(entry);
    }

    /** What was done, in the order in which it began. */
    public synchronized List<Entry> getEntries() {
        return List.copyOf(entries);
    }

    /** One branch, deploy request or backup and how it ended; times in milliseconds of the epoch. */
    public static final class Entry implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String kind;
        private final String database;
        private final String name;
        private final long since = System.currentTimeMillis();
        private String url;
        private String outcome;
        private long changed = since;
        private String approvedBy;
        private long approvedAt;
        private String targetChangedAt;
        private LinkedHashMap<String, String> diff = new LinkedHashMap<>();
        private ArrayList<String> findings = new ArrayList<>();

        private Entry(String kind, String database, String name, String url) {
            this.kind = kind;
            this.database = database;
            this.name = name;
            this.url = url;
        }

        static Entry of(String kind, DatabaseRef database, String name, String url) {
            return of(kind, database.toString(), name, url);
        }

        static Entry of(String kind, String database, String name, String url) {
            return new Entry(kind, database, name, url);
        }

        Entry ended(String value) {
            outcome = value;
            return this;
        }

        Entry approved(String by, Instant at) {
            approvedBy = by;
            approvedAt = at.toEpochMilli();
            return this;
        }

        /** When the target's schema was last changed as the gates saw it; null for unknown. */
        Entry targetChanged(Instant at) {
            targetChangedAt = at == null ? null : at.toString(); // exact: it is compared
            return this;
        }

        Instant targetChanged() {
            return targetChangedAt == null ? null : Instant.parse(targetChangedAt);
        }

        Entry diff(Map<String, String> value) {
            diff = new LinkedHashMap<>(value);
            return this;
        }

        Entry findings(List<Finding> value) {
            findings = new ArrayList<>(value.stream().map(Finding::toString).toList());
            return this;
        }

        private boolean isSame(Entry other) {
            return kind.equals(other.kind) && database.equals(other.database) && Objects.equals(name, other.name);
        }

        private void take(Entry newer) {
            url = newer.url != null ? newer.url : url;
            outcome = newer.outcome != null ? newer.outcome : outcome;
            diff = newer.diff.isEmpty() ? diff : newer.diff;
            findings = newer.findings.isEmpty() ? findings : newer.findings;
            targetChangedAt = newer.targetChangedAt != null ? newer.targetChangedAt : targetChangedAt;
            if (newer.approvedBy != null) {
                approvedBy = newer.approvedBy;
                approvedAt = newer.approvedAt;
            }
            changed = newer.since;
        }

        /** {@code branch}, {@code deploy request} or {@code backup}. */
        public String getKind() {
            return kind;
        }

        /** {@code organization/database}. */
        public String getDatabase() {
            return database;
        }

        /** The branch, {@code #number}, or {@code branch/backup}. */
        public String getName() {
            return name;
        }

        /** Its page at PlanetScale; null where there is none. */
        public String getUrl() {
            return url;
        }

        /** How it ended, last: {@code CREATED}, {@code STAGED}, {@code APPLIED}, {@code REVERTED} …; may be null. */
        public String getOutcome() {
            return outcome;
        }

        public long getSince() {
            return since;
        }

        public long getChanged() {
            return changed;
        }

        /** Who approved its cutover; null for nobody. */
        public String getApprovedBy() {
            return approvedBy;
        }

        public long getApprovedAt() {
            return approvedAt;
        }

        /** The diff of a deploy request by table. */
        public Map<String, String> getDiff() {
            return new LinkedHashMap<>(diff);
        }

        /** What the gates found. */
        public List<String> getFindings() {
            return List.copyOf(findings);
        }
    }
}
