package io.jenkins.plugins.planetscale.steps.record;

import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A branch, deploy request, password or backup that a build used, and how it ended; times in milliseconds of the epoch.
 */
public final class ReleaseRecord implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern NUMBER = Pattern.compile("#[1-9][0-9]{0,8}");

    /** The type of the object. */
    public enum Kind {
        BRANCH,
        DEPLOY_REQUEST,
        PASSWORD,
        BACKUP
    }

    private final Kind kind;
    private final String database;
    private final String name;
    private final long since = System.currentTimeMillis();
    private String url;
    private RecordedOutcome outcome;
    private long changed = since;
    private ReviewedChange checked;
    private ReviewedChange unpassed;
    private String connection;
    private String apiUrl;
    private LinkedHashMap<String, String> diff = new LinkedHashMap<>();
    private ArrayList<String> findings = new ArrayList<>();
    private ArrayList<GateFinding> found = new ArrayList<>();
    private volatile ArrayList<DecisionRecord> decisions = new ArrayList<>();
    private volatile Progress progress;
    private String branch;
    private String role;
    private long validUntil;
    private String madeId;
    private ArrayList<String> goneIds = new ArrayList<>();
    /** Whether it says what was found, also when that is nothing. */
    private transient boolean examined;

    private ReleaseRecord(Kind kind, String database, String name, String url) {
        this.kind = kind;
        this.database = database;
        this.name = name;
        this.url = url;
    }

    public static ReleaseRecord of(Kind kind, String database, String name, String url) {
        return new ReleaseRecord(kind, database, name, url);
    }

    public ReleaseRecord outcome(RecordedOutcome value) {
        outcome = value;
        return this;
    }

    /** PlanetScale's id of a branch that the build has made; null for one that was there. */
    ReleaseRecord made(String id) {
        madeId = id;
        return this;
    }

    String madeId() {
        return madeId;
    }

    /** The build has deleted the one with this id; null for unknown. */
    ReleaseRecord addGoneId(String id) {
        goneIds = id == null ? goneIds : new ArrayList<>(List.of(id));
        return this;
    }

    /** PlanetScale's ids of those of this name that the build has deleted. */
    List<String> goneIds() {
        return List.copyOf(goneIds);
    }

    /** What the gates of this build saw of a deploy request and let pass. */
    ReleaseRecord checked(ReviewedChange seen) {
        checked = seen;
        return this;
    }

    /** Null where it passed no gates in this build. */
    public ReviewedChange checked() {
        return checked;
    }

    /** What the gates of this build looked at and have not let pass, or not yet: what passed before does not count. */
    ReleaseRecord unpassed(ReviewedChange seen) {
        unpassed = seen;
        return this;
    }

    /** Null where it passed the gates, or was not looked at. */
    ReviewedChange unpassed() {
        return unpassed;
    }

    public ReleaseRecord diff(Map<String, String> value) {
        diff = new LinkedHashMap<>(value);
        return this;
    }

    ReleaseRecord findings(List<GateFinding> value) {
        findings = new ArrayList<>(value.stream().map(GateFinding::toString).toList());
        found = new ArrayList<>(value);
        examined = true;
        return this;
    }

    public ReleaseRecord decided(DecisionRecord decision) {
        ArrayList<DecisionRecord> more = new ArrayList<>(decisions);
        more.removeIf(known -> known.id() != null && known.id().equals(decision.id()));
        more.add(decision);
        decisions = more;
        return this;
    }

    /** By which connection it was reached, and where that led. */
    ReleaseRecord reachedBy(String name, String url) {
        connection = name;
        apiUrl = url;
        return this;
    }

    ReleaseRecord show(Progress now) {
        progress = now;
        return this;
    }

    public ReleaseRecord minted(String onBranch, String withRole, Instant until) {
        branch = onBranch;
        role = withRole;
        return validUntil(until).outcome(RecordedOutcome.MINTED);
    }

    ReleaseRecord validUntil(Instant until) {
        validUntil = until == null ? 0 : until.toEpochMilli();
        return this;
    }

    /** What a hand wrote, and what is damaged. */
    private Object readResolve() {
        found = ReadBack.list(found, GateFinding.class);
        decisions = ReadBack.list(decisions, DecisionRecord.class);
        decisions.removeIf(decision -> !decision.isWhole());
        diff = ReadBack.texts(diff);
        findings = ReadBack.list(findings, String.class);
        goneIds = ReadBack.list(goneIds, String.class);
        findings.replaceAll(ReadBack::text);
        changed = ReadBack.time(changed);
        validUntil = ReadBack.time(validUntil);
        return this;
    }

    /** Whether it has what every entry has. */
    boolean isWhole() {
        return kind != null
                && database != null
                && database.indexOf('/') > 0
                && (kind != Kind.DEPLOY_REQUEST
                        || NUMBER.matcher(String.valueOf(name)).matches());
    }

    boolean isSame(ReleaseRecord other) {
        return kind == other.kind && database.equals(other.database) && Objects.equals(name, other.name);
    }

    void merge(ReleaseRecord newer) {
        url = newer.url != null ? newer.url : url;
        outcome = newer.outcome != null ? newer.outcome : outcome;
        diff = newer.diff.isEmpty() ? diff : newer.diff;
        findings = newer.findings.isEmpty() && !newer.examined ? findings : newer.findings;
        found = newer.found.isEmpty() && !newer.examined ? found : newer.found;
        newer.decisions.forEach(this::decided);
        apiUrl = newer.connection != null ? newer.apiUrl : apiUrl;
        connection = newer.connection != null ? newer.connection : connection;
        progress = newer.progress != null ? newer.progress : progress;
        branch = newer.branch != null ? newer.branch : branch;
        role = newer.role != null ? newer.role : role;
        madeId = newer.madeId != null ? newer.madeId : madeId;
        ArrayList<String> gone = new ArrayList<>(goneIds); // replaced, as it is written to disk at any time
        gone.addAll(newer.goneIds);
        goneIds = gone;
        validUntil = newer.validUntil != 0 ? newer.validUntil : validUntil;
        if (newer.checked != null || newer.unpassed != null) {
            checked = newer.checked;
            unpassed = newer.unpassed;
        }
        changed = newer.since;
    }

    /** The connection by which the build reached it; null for unknown. */
    public String connection() {
        return connection;
    }

    public String apiUrl() {
        return apiUrl;
    }

    /**
     * Which deploy request it is.
     *
     * @throws IllegalStateException when it is something else
     */
    public DeployRequestRef deployRequest() {
        if (kind != Kind.DEPLOY_REQUEST) {
            throw new IllegalStateException(kind + " " + name);
        }
        return new DeployRequestRef(apiUrl, database, Integer.parseInt(name.substring(1)));
    }

    /** What a person decided and is not yet carried out; null for nothing. */
    public DecisionRecord openDecision() {
        return decisions.stream().filter(DecisionRecord::isOpen).findFirst().orElse(null);
    }

    public Kind getKind() {
        return kind;
    }

    /** {@code organization/database}. */
    public String getDatabase() {
        return database;
    }

    /** The branch, {@code #number}, {@code branch/id of the password}, or {@code branch/backup}. */
    public String getName() {
        return name;
    }

    /** Its page at PlanetScale; null where there is none. */
    public String getUrl() {
        return url;
    }

    /** How it ended, last; may be null. */
    public RecordedOutcome getOutcome() {
        return outcome;
    }

    public long getChanged() {
        return changed;
    }

    /** The diff of a deploy request by table. */
    public Map<String, String> getDiff() {
        return new LinkedHashMap<>(diff);
    }

    /** What the gates found. */
    public List<String> getFindings() {
        return List.copyOf(findings);
    }

    /** The same as data: gate, level, and for the linter its table, rule and link. */
    public List<GateFinding> getFound() {
        return List.copyOf(found);
    }

    /** What persons decided about it, oldest first. */
    public List<DecisionRecord> getDecisions() {
        return List.copyOf(decisions);
    }

    /** How far a deploy request is, as it was seen last; null where none was looked at. */
    public Progress getProgress() {
        return progress;
    }

    /** The branch to which a password leads; else null. */
    public String getBranch() {
        return branch;
    }

    /** The role of a password; else null. */
    public String getRole() {
        return role;
    }

    /** Until when a password is valid, as it was minted or renewed last; 0 for unknown. */
    public long getValidUntil() {
        return validUntil;
    }
}
