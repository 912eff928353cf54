package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.deploy.StagedChange;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A change that waits at its gate for an approval, and the decision about it; persisted with the build, as data only.
 * It is answered at most once. Thread-safe.
 */
@ExportedBean(defaultVisibility = 2)
public final class ApprovalRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String node;
    private final int number;
    private final String database;
    private final String url;
    private final String branch;
    private final String into;
    private final String message;
    private final ApprovalPolicy policy;
    private final String onAbort;
    private final LinkedHashMap<String, String> diff;
    private final ArrayList<String> findings;
    private final ReviewedChange reviewed;
    private final long since = System.currentTimeMillis();
    private final long until;
    private final int afterRemovals;
    /** Whether its step offered something else before: then an answer has to say which approval request it is for. */
    private volatile boolean renewed;

    /** What is written to disk; in the middle of that it does not count yet. */
    private DecisionRecord answer;

    /** The answer that counts; it stands on disk. */
    private transient volatile DecisionRecord written;

    private volatile String over;
    private volatile boolean taken;
    private transient volatile ApprovalGate gate;

    /** Writes an answer to disk before it counts. */
    @FunctionalInterface
    interface Record<E extends Exception> {
        void write(DecisionRecord answer) throws E;
    }

    ApprovalRequest(
            String node,
            DatabaseRef database,
            StagedChange change,
            List<String> findings,
            String message,
            ApprovalPolicy policy,
            String onAbort,
            Instant until,
            int afterRemovals) {
        this.node = node;
        this.number = change.number();
        this.database = database.toString();
        this.url = change.url();
        this.branch = change.branch();
        this.into = change.into();
        this.message = message;
        this.policy = policy;
        this.onAbort = onAbort;
        this.diff = new LinkedHashMap<>(change.diff());
        this.findings = new ArrayList<>(findings);
        this.reviewed = change.reviewed();
        this.afterRemovals = afterRemovals;
        this.until = until == null ? 0 : until.toEpochMilli();
    }

    /**
     * Takes the answer if none was given before.
     *
     * @param record writes it down; when that fails, the answer was not given
     * @return the answer that counts, which may be somebody else's
     */
    synchronized <E extends Exception> DecisionRecord answer(DecisionRecord mine, Record<E> record) throws E {
        if (answer == null) {
            answer = mine;
            try {
                record.write(mine);
                written = mine;
            } finally {
                answer = written;
            }
        }
        return answer;
    }

    /** The one that counts; null for none. Does not block. */
    public DecisionRecord answer() {
        return written;
    }

    /** Whether it has what every approval request has; one that was written by hand need not. */
    boolean isWhole() {
        return node != null
                && database != null
                && policy != null
                && policy.isWhole()
                && diff != null
                && findings != null
                && ReadBack.list(findings, String.class).size() == findings.size()
                && ReadBack.texts(diff).size() == diff.size()
                && !diff.containsValue(null)
                && (written == null || written.isWhole());
    }

    private synchronized Object readResolve() {
        written = answer;
        return this;
    }

    /** It is no longer asked; does not block. */
    void close(String why) {
        over = why;
    }

    /** It is offered in place of another one, that a page may still show. */
    void renew() {
        renewed = true;
    }

    boolean renewed() {
        return renewed;
    }

    /**
     * How often the deploy request had been taken out of the deploy queue and checked again when this was asked: an answer
     * counts for no later time. More than 0: it is asked before the deploy request is queued again.
     */
    int afterRemovals() {
        return afterRemovals;
    }

    /** Whether it is asked before the change is deployed; else when only its cutover is missing. */
    public boolean isBeforeDeployment() {
        return afterRemovals > 0;
    }

    /** Whether the step has acted on the answer. */
    boolean isLogged() {
        return taken;
    }

    void setLogged() {
        taken = true;
    }

    /** What the cutover is compared with. */
    ReviewedChange reviewed() {
        return reviewed;
    }

    public ApprovalGate gate() {
        return gate;
    }

    void gate(ApprovalGate value) {
        gate = value;
    }

    /** The id of the flow node of the step that asks; the step may ask for another change later. */
    String node() {
        return node;
    }

    /** Tells this one from others of the build, also from what the same step asked before and asks later. */
    @Exported
    public String getId() {
        return node + "-" + number + "-" + since;
    }

    /** Which one it is about. */
    public DeployRequestRef deployRequest() {
        return new DeployRequestRef(null, database, number);
    }

    @Exported
    public int getNumber() {
        return number;
    }

    @Exported
    public String getDatabase() {
        return database;
    }

    /** Its page at PlanetScale; may be null. */
    @Exported
    public String getUrl() {
        return url;
    }

    @Exported
    public String getBranch() {
        return branch;
    }

    @Exported
    public String getInto() {
        return into;
    }

    /** What is asked of the approver; may be null. */
    @Exported
    public String getMessage() {
        return message;
    }

    ApprovalPolicy policy() {
        return policy;
    }

    /** Users and groups who may answer; empty for everybody with the permission. */
    @Exported
    public List<String> getSubmitters() {
        return policy.submitters();
    }

    /** The ids of those who started the build, as far as known. */
    public List<String> getStarters() {
        return policy.starters();
    }

    /** What the step does with the deploy request when it is rejected: {@code leave}, {@code cancel} … */
    public String getOnAbort() {
        return onAbort;
    }

    /** Its statements: what the cutover is compared with. */
    public List<Change> getChanges() {
        return reviewed == null ? List.of() : reviewed.changes();
    }

    /** By table. */
    public Map<String, String> getDiff() {
        return new LinkedHashMap<>(diff);
    }

    public List<String> getFindings() {
        return List.copyOf(findings);
    }

    /** In milliseconds of the epoch. */
    @Exported
    public long getSince() {
        return since;
    }

    /** In milliseconds of the epoch; 0 for no end. */
    @Exported
    public long getUntil() {
        return until;
    }

    /** Whether it is still asked, as long as the build runs. */
    @Exported
    public boolean isOpen() {
        return written == null && over == null;
    }

    /** Whether a person has approved it. */
    public boolean isApproved() {
        DecisionRecord given = written;
        return given != null && given.isApproval();
    }

    /** {@code approved by Ainsley (ainsley) at …}, or why it is not asked any more; null while it is. */
    @Exported
    public String getOutcome() {
        DecisionRecord given = written;
        String end = over;
        if (given == null) {
            return end;
        }
        return end == null || end.isEmpty() ? given.toString() : given + ". " + end;
    }

    /** Who may answer, in words. */
    public String getWho() {
        return policy.describeApprovers();
    }
}
