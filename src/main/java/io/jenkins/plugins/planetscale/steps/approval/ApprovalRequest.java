package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.deploy.StagedChange;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.UserNames;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One change at its gate and what was decided about it; persisted with the build, as data only. It is answered at most
 * once. Thread-safe.
 */
@ExportedBean(defaultVisibility = 2)
public final class ApprovalRequest implements ApprovalPolicy, Serializable {
    private static final long serialVersionUID = 1L;

    private final String node;
    private final int number;
    private final String database;
    private final String url;
    private final String branch;
    private final String into;
    private final String message;
    private final ArrayList<String> submitters;
    private final boolean notStarter;
    private final boolean starterRequired;
    private final ArrayList<String> starters;
    private final LinkedHashMap<String, String> diff;
    private final ArrayList<String> findings;
    private final ReviewedChange seen;
    private final long since = System.currentTimeMillis();
    private final long until;
    /** Whether its step offered something else before: then an answer has to say which offer it is for. */
    private volatile boolean renewed;

    private int afterRemovals;
    /** What is written to disk; in the middle of that it does not count yet. */
    private Answer answer;

    /** The answer that counts; it stands on disk. */
    private transient volatile Answer written;

    private volatile String over;
    private volatile boolean taken;
    private transient volatile ApprovalGate gate;

    /** What a person decided; times in milliseconds of the epoch. */
    public static final class Answer implements Serializable {
        private static final long serialVersionUID = 1L;

        private final boolean approved;
        private final String by;
        private final long at;

        Answer(boolean approved, String by) {
            this.approved = approved;
            this.by = by;
            this.at = PlanetScaleService.get().now().toEpochMilli();
        }

        public boolean approved() {
            return approved;
        }

        /** The user's id. */
        String by() {
            return by;
        }

        /** {@code Ainsley Smith (ainsley)}. */
        String name() {
            return UserNames.name(by);
        }

        String time() {
            return HumanFormat.clock(Instant.ofEpochMilli(at));
        }

        @Override
        public String toString() {
            return (approved ? "approved" : "refused") + " by " + name() + " at " + time();
        }
    }

    /** Writes an answer down before it counts. */
    @FunctionalInterface
    interface Record<E extends Exception> {
        void write(Answer answer) throws E;
    }

    ApprovalRequest(
            String node,
            DatabaseRef database,
            StagedChange change,
            List<String> findings,
            ApprovalSettings settings,
            List<String> starters,
            Instant until) {
        this.node = node;
        this.number = change.number();
        this.database = database.toString();
        this.url = change.url();
        this.branch = change.branch();
        this.into = change.into();
        this.message = settings.getMessage();
        this.submitters = settings.submitterList();
        this.notStarter = settings.isNotStarter();
        this.starterRequired = settings.isRequireStarter();
        this.starters = new ArrayList<>(starters);
        this.diff = new LinkedHashMap<>(change.diff());
        this.findings = new ArrayList<>(findings);
        this.seen = change.seen();
        this.until = until == null ? 0 : until.toEpochMilli();
    }

    /**
     * Takes the answer if none was given before.
     *
     * @param record writes it down; when that fails, the answer was not given
     * @return the answer that counts, which may be somebody else's
     */
    synchronized <E extends Exception> Answer answer(Answer mine, Record<E> record) throws E {
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
    public Answer answer() {
        return written;
    }

    /** Whether it has what every offer has; one that was written by hand need not. */
    boolean isWhole() {
        return node != null
                && database != null
                && submitters != null
                && starters != null
                && diff != null
                && findings != null
                && allAre(submitters, String.class)
                && allAre(starters, String.class)
                && allAre(findings, String.class)
                && allAre(diff.keySet(), String.class)
                && allAre(diff.values(), String.class)
                && (written == null || written.by() != null);
    }

    private static boolean allAre(Collection<?> elements, Class<?> type) {
        return elements.stream().allMatch(type::isInstance);
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
    ApprovalRequest afterRemovals(int count) {
        afterRemovals = count;
        return this;
    }

    int afterRemovals() {
        return afterRemovals;
    }

    /** Whether it is asked before the change is deployed; else when only its cutover is missing. */
    public boolean isBeforeDeployment() {
        return afterRemovals > 0;
    }

    /** Whether the step has acted on the answer. */
    boolean taken() {
        return taken;
    }

    void take() {
        taken = true;
    }

    /** What the cutover is compared with. */
    ReviewedChange seen() {
        return seen;
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

    @Override
    @Exported
    public int getNumber() {
        return number;
    }

    @Override
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

    @Override
    @Exported
    public List<String> getSubmitters() {
        return List.copyOf(submitters);
    }

    @Override
    public boolean isNotStarter() {
        return notStarter;
    }

    @Override
    public boolean isStarterRequired() {
        return starterRequired;
    }

    @Override
    public List<String> getStarters() {
        return List.copyOf(starters);
    }

    /** Its statements: what the cutover is compared with. */
    public List<Change> getChanges() {
        return seen == null ? List.of() : seen.changes();
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

    /** For a page; null for no end. */
    @Restricted(NoExternalUse.class)
    public String getUntilText() {
        return until == 0 ? null : HumanFormat.clock(Instant.ofEpochMilli(until));
    }

    /** Whether it is still asked, as long as the build runs. */
    @Exported
    public boolean isOpen() {
        return written == null && over == null;
    }

    /** Whether a person has approved it. */
    public boolean isApproved() {
        Answer given = written;
        return given != null && given.approved();
    }

    /** {@code approved by Ainsley (ainsley) at …}, or why it is not asked any more; null while it is. */
    @Exported
    public String getOutcome() {
        Answer given = written;
        String end = over;
        if (given == null) {
            return end;
        }
        return end == null || end.isEmpty() ? given.toString() : given + ". " + end;
    }

    @Override
    public String asker() {
        return "this build";
    }

    /** Who may answer, in words. */
    @Restricted(NoExternalUse.class)
    public String getWho() {
        return describeApprovers();
    }
}
