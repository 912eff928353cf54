package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;

/**
 * Makes a branch, or takes the one that is there, and waits until it and its schema are ready. One that is there is
 * refreshed first; what a branch that exists cannot be given any more is said or refused.
 */
public final class EnsureBranch extends Operation<EnsureBranch.Result> {
    private static final long serialVersionUID = 2L;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    /** What was seen to be gone is shown by looks that lag behind for some seconds. */
    private static final Duration LONGEST_LAG = Duration.ofMinutes(2);

    private enum Phase {
        DATABASE,
        FIND,
        SOURCE,
        REMOVE_OLD,
        REFRESH,
        READY
    }

    private final DatabaseRef database;
    private final NewBranch wanted;
    private final IfExists ifExists;
    private final BranchLookup look;
    private Marker marker;

    private Phase phase = Phase.DATABASE;
    private BranchSource source;
    private BranchReadiness readiness;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient boolean create;
    private final ArrayList<String> gone = new ArrayList<>();
    private Instant goneSeen;
    private boolean refusedBefore;
    private String madeId;
    private String oldId;
    private DeleteBranch removal;
    private boolean created;
    private boolean dry;
    private Result result;

    public EnsureBranch(DatabaseRef database, NewBranch wanted, IfExists ifExists) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.wanted = wanted;
        this.ifExists = Objects.requireNonNull(ifExists);
        BranchSource.check(wanted);
        this.look = new BranchLookup(database, wanted.name());
    }

    /** The build's marker: a branch whose name bears it was made by this build, whenever that was. */
    public EnsureBranch marker(Marker own) {
        marker = own;
        return this;
    }

    /** Does not take back a branch that the build has deleted: a look that still shows it lags behind. */
    public EnsureBranch gone(Collection<String> ids) {
        gone.addAll(ids);
        return this;
    }

    @Override
    protected void dryRun() {
        dry = true;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case DATABASE -> ApiRequest.of(DatabaseCalls.get(database), this::database);
            case FIND -> create ? create(now) : look.exchange(this::found);
            case SOURCE -> source(now);
            case REMOVE_OLD -> removeOld(now);
            case REFRESH -> refresh();
            case READY -> ready(now);
        };
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        if (!found.isMysql()) {
            throw new InvalidInputException("Database " + database + " is a " + found.kind()
                    + " database; this step serves MySQL databases. Nothing was made.");
        }
        source = new BranchSource(database, wanted, found);
        phase = Phase.FIND;
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        if (branch != null && gone.contains(branch.id())) {
            awaitGone(now);
        } else if (branch == null && !attempts.isSettled(now)) {
            waitFor(LOOK_AGAIN, now); // one that was asked for may still come, and a second one must not come after it
        } else if (branch == null && !source.ended()) {
            phase = Phase.SOURCE;
        } else if (branch == null) {
            create = true;
        } else if (mayBeOurs(branch, now)) {
            made(branch); // our own, made before the answer was lost
        } else if (removal != null && removal.leftAlone() && branch.id().equals(oldId)) {
            removal = null; // another answer said that it was another branch
            phase = Phase.REMOVE_OLD;
        } else if (removal != null && removal.ended() && branch.id().equals(oldId)) {
            waitFor(LOOK_AGAIN, now); // deleted; the list lags behind
        } else {
            exists(branch, now);
        }
    }

    private void awaitGone(Instant now) throws DeploymentFailedException {
        goneSeen = goneSeen == null ? now : goneSeen;
        if (!now.isBefore(goneSeen.plus(LONGEST_LAG))) {
            throw new DeploymentFailedException(title() + " is still listed " + HumanFormat.time(LONGEST_LAG)
                    + " after this build has deleted it; nothing was made. Look at it in PlanetScale, and run again.");
        }
        waitFor(LOOK_AGAIN, now);
    }

    /**
     * What somebody else made under this name before, after or instead must not be taken for ours, and deleted. Ours is
     * one that an answer named, or of which it is proven: by this build's marker in its name, or because it was made by
     * this token, in the time in which the call whose answer was lost can have had its effect, and as it was asked for.
     */
    boolean mayBeOurs(Branch branch, Instant now) {
        if (branch.id().equals(madeId)) {
            return true;
        }
        boolean marked = marker != null && marker.marks(wanted.name());
        return isPossible(branch)
                && (marked
                        || attempts.couldHaveCreated(branch.createdAt(), now)
                                && branch.actor() != null
                                && branch.actor().self()
                                && isAsAskedFor(branch));
    }

    /** Whether it may have been made by a call whose answer was lost, and nothing proves it. */
    boolean cannotTell(Branch branch, Instant now) {
        return isPossible(branch)
                && (branch.createdAt() == null || attempts.couldHaveCreated(branch.createdAt(), now))
                && !mayBeOurs(branch, now);
    }

    private boolean isPossible(Branch branch) {
        return madeId == null
                && attempts.possible()
                && !branch.id().equals(oldId)
                // with data it is a production branch, and restored; no other production branch is ours
                && (!branch.mayBeProduction() || wanted.restores() && branch.restored())
                && (wanted.restores() // a backup can be another branch's
                        || parent() == null
                        || branch.parentBranch() == null
                        || parent().equals(branch.parentBranch()));
    }

    private boolean isAsAskedFor(Branch branch) {
        return (wanted.restores()
                        ? wanted.seedData() || branch.restored()
                        : !branch.restored() && (parent() == null || parent().equals(branch.parentBranch())))
                && (wanted.region() == null
                        || branch.region() != null
                                && wanted.region().equals(branch.region().slug()))
                && (wanted.clusterSize() == null
                        || branch.clusterName() == null
                        || wanted.clusterSize().equals(branch.clusterName()));
    }

    /** Why a branch of which nobody can tell whose it is is left alone, and what to do about it. */
    String unproven(Branch branch) {
        String who = branch.actor() == null ? null : branch.actor().describe();
        return "A branch of this name was made"
                + (branch.createdAt() == null ? "" : " at " + HumanFormat.clock(branch.createdAt()))
                + (who == null ? "" : " by " + who)
                + ", about when PlanetScale did not answer this build's own call to make one. Nothing proves that it is"
                + " this build's, so it is neither used as such nor deleted; it may be left over from this build"
                + (wanted.restores() ? ", with data and billed as a production branch unless it is a PS_DEV" : "")
                + ". Look at it in PlanetScale" + (branch.htmlUrl() == null ? "" : " (" + branch.htmlUrl() + ")")
                + " and delete it there if it is nobody else's.";
    }

    private String parent() {
        return source == null ? wanted.parent() : source.parent();
    }

    /** It does not go on; a call may be under way. */
    void giveUp() {
        attempts.givenUp();
    }

    /** Whether nothing can come of a call under way any more. */
    boolean settled(Instant now) {
        return madeId != null || attempts.isSettled(now);
    }

    /** The id of the branch that it has made; null as long as none is known. */
    String madeId() {
        return madeId;
    }

    DatabaseRef database() {
        return database;
    }

    String name() {
        return wanted.name();
    }

    private void exists(Branch branch, Instant now) throws InvalidInputException {
        boolean unproven = cannotTell(branch, now);
        if (unproven && ifExists != IfExists.REUSE) {
            throw new InvalidInputException(title() + " exists. " + unproven(branch)
                    + " To have this step go on, run again with another name.");
        }
        if (ifExists == IfExists.RECREATE && attempts.any() && !branch.id().equals(oldId)) {
            throw new InvalidInputException(title() + " was made by somebody else while this step made it" + by(branch)
                    + "; it was left alone. Choose another name.");
        }
        if (ifExists == IfExists.FAIL) {
            throw new InvalidInputException(
                    title() + " exists already and was not made by this build; nothing was changed."
                            + " Choose another name or delete the branch; planetscaleBranch can also take it"
                            + " (ifExists: 'reuse') or replace it ('recreate').");
        }
        if (branch.production() == null) {
            throw new InvalidInputException(title() + " exists, and PlanetScale does not say whether it is a production"
                    + " branch; this step neither hands it out nor replaces it. Nothing was changed. Look at it in"
                    + " PlanetScale, or choose another name.");
        }
        if (branch.isProduction()) {
            throw new InvalidInputException(
                    title() + " is a production branch; this step neither reuses nor replaces it. Choose another"
                            + " name"
                            + (branch.restored()
                                    ? ", or delete it in PlanetScale: it was made with data. With backup or seedData"
                                            + " and clusterSize: 'PS_DEV' the next one is no production branch."
                                    : "."));
        }
        if (ifExists == IfExists.RECREATE) {
            if (!branch.id().equals(oldId)) {
                oldId = branch.id();
                removal = null;
            }
            phase = source.ended() ? Phase.REMOVE_OLD : Phase.SOURCE;
            return;
        }
        ExistingBranch.check(wanted, branch, title()).forEach(this::progress);
        if (unproven) {
            progress(unproven(branch));
        }
        readiness = new BranchReadiness(database, branch, false);
        phase = dry ? Phase.READY : Phase.REFRESH;
    }

    private static String by(Branch branch) {
        String who = branch.actor() == null ? null : branch.actor().describe();
        return who == null ? "" : ", by " + who;
    }

    private ApiRequest<?> source(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = drive(source, now);
        if (source.ended()) {
            phase = oldId == null ? Phase.FIND : Phase.REMOVE_OLD;
            create = oldId == null; // should this be lost, it is looked for once more
        }
        return exchange;
    }

    private ApiRequest<?> removeOld(Instant now) throws ReleaseException {
        if (removal == null) {
            removal = new DeleteBranch(database, wanted.name(), false).onlyIf(oldId);
        }
        ApiRequest<?> exchange = drive(removal, now);
        if (removal.ended()) {
            phase = Phase.FIND;
        }
        return exchange;
    }

    private ApiRequest<?> create(Instant sentAt) {
        create = false;
        attempts.sent(sentAt);
        return ApiRequest.of(BranchCalls.create(database, source.result()), (branch, now) -> made(branch))
                .notedIn(attempts)
                .on(RefusedException.class, this::refused)
                .on(NotFoundException.class, (error, now) -> {
                    throw new CallFailedException(source.asked(), error);
                });
    }

    /** Perhaps because the name was taken a moment ago, by an earlier attempt or by somebody else: look once more. */
    private void refused(PlanetScaleException error, Instant now) throws CallFailedException {
        if (refusedBefore) {
            throw new CallFailedException(source.asked(), error);
        }
        refusedBefore = true;
    }

    private void made(Branch branch) {
        created = true;
        madeId = branch.id();
        readiness = new BranchReadiness(database, branch, true);
        phase = Phase.READY;
        progress("Made branch \"" + wanted.name() + "\" of " + database + " from \"" + parent() + "\""
                + source.withData() + ".");
        readiness.tellSize(branch).ifPresent(this::progress);
    }

    /** PlanetScale's view of a branch that has been there for a while may be an old one. */
    private ApiRequest<?> refresh() {
        return ApiRequest.of(BranchCalls.refreshSchema(database, wanted.name()), (nothing, now) -> phase = Phase.READY)
                .on(NotFoundException.class, (error, now) -> phase = Phase.READY)
                .on(RefusedException.class, (error, now) -> phase = Phase.READY); // not a documented call
    }

    private ApiRequest<?> ready(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = drive(readiness, now);
        if (readiness.ended()) {
            result = readiness.result();
            end();
        }
        return exchange;
    }

    /** Whether the branch may have been made by this operation, so that an abort has to remove it. */
    public boolean mayHaveCreated() {
        return created || attempts.possible();
    }

    /** The id of the branch once it is known, else null. */
    public String branchId() {
        return readiness == null ? null : readiness.branchId();
    }

    private String title() {
        return "Branch \"" + wanted.name() + "\" of " + database;
    }

    @Override
    protected Duration longestWait() {
        return phase == Phase.REMOVE_OLD && removal != null ? removal.longestWait() : super.longestWait();
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.branch(database, wanted.name());
    }

    @Override
    public Result result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return phase == Phase.READY ? readiness.status(now) : "making branch \"" + wanted.name() + "\"";
    }

    @Override
    protected String unfinished() {
        if (!mayHaveCreated()) {
            return "Nothing was made.";
        }
        return title() + " may exist"
                + (wanted.restores() ? ", with data and billed as a production branch unless it is a PS_DEV." : ".");
    }

    /** A branch that is ready. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String id;
        private final String name;
        private final String parent;
        private final String url;
        private final boolean created;

        Result(Branch branch, boolean created) {
            this.id = branch.id();
            this.name = branch.name();
            this.parent = branch.parentBranch();
            this.url = branch.htmlUrl();
            this.created = created;
        }

        public String id() {
            return id;
        }

        public String name() {
            return name;
        }

        /** The branch it was made from; null where PlanetScale does not say. */
        public String parent() {
            return parent;
        }

        public String url() {
            return url;
        }

        /** Whether this operation made it, rather than found it. */
        public boolean created() {
            return created;
        }
    }
}
