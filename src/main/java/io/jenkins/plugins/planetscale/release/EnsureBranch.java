package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.NewBranch;
import io.jenkins.plugins.planetscale.client.NotFoundException;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Makes a branch, or takes the one that is there, and waits until it and its schema are ready. */
public final class EnsureBranch extends Operation<EnsureBranch.Result> {
    private static final long serialVersionUID = 1L;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration LAG_PACE = Duration.ofSeconds(3);
    private static final int MISSES = 4;
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private enum Phase {
        DATABASE,
        FIND,
        REMOVE_OLD,
        READY
    }

    private final DatabaseRef database;
    private final NewBranch wanted;
    private final IfExists ifExists;
    private final BranchLook look;

    private Phase phase = Phase.DATABASE;
    private String parent;
    private final Attempts attempts = new Attempts();
    private transient boolean create;
    private boolean refusedBefore;
    private int misses;
    private String madeId;
    private String oldId;
    private DeleteBranch removal;
    private boolean created;
    private String id;
    private Instant told;
    private Result result;

    public EnsureBranch(DatabaseRef database, NewBranch wanted, IfExists ifExists) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.wanted = wanted;
        this.ifExists = Objects.requireNonNull(ifExists);
        BranchNames.check(wanted.name(), "The branch name");
        if (wanted.parent() != null) {
            BranchNames.check(wanted.parent(), "The parent branch");
            if (wanted.parent().equals(wanted.name())) {
                throw new InvalidInputException("Branch \"" + wanted.name() + "\" cannot be its own parent.");
            }
        }
        if (wanted.seedData() && wanted.backupId() != null) {
            throw new InvalidInputException("Give seedData or backup, not both: each names the data to restore.");
        }
        if (wanted.backupId() != null && wanted.clusterSize() == null) {
            throw new InvalidInputException(
                    "A branch from a backup needs a clusterSize, for example 'PS_10'; PlanetScale does not choose"
                            + " one.");
        }
        this.look = new BranchLook(database, wanted.name());
    }

    @Override
    Exchange<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case DATABASE -> Exchange.of(DatabaseCalls.get(database), this::database);
            case FIND -> create ? create(now) : look.exchange(this::found);
            case REMOVE_OLD -> removeOld(now);
            case READY ->
                Exchange.of(BranchCalls.get(database, wanted.name()), this::seen)
                        .reads(subject())
                        .on(NotFoundException.class, this::gone);
        };
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        if (wanted.seedData() && found.isMysql() && !found.allowDataBranching()) {
            throw new InvalidInputException(
                    "Database " + database + " does not allow Data Branching, so a branch cannot"
                            + " be seeded with data. Enable it in the database's settings, or leave out seedData.");
        }
        parent = wanted.parent() != null ? wanted.parent() : found.defaultBranch();
        phase = Phase.FIND;
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        if (branch == null && !attempts.seen(now)) {
            waitFor(LAG_PACE, now);
        } else if (branch == null) {
            create = true;
        } else if (mayBeOurs(branch, now)) {
            made(branch); // our own, made before the answer was lost
        } else {
            exists(branch);
        }
    }

    /** What somebody else made under this name before, after or instead must not be taken for ours, and deleted. */
    boolean mayBeOurs(Branch branch, Instant now) {
        return branch.id().equals(madeId)
                || madeId == null
                        && attempts.possible()
                        && (Marker.isIn(wanted.name()) || attempts.explain(branch.createdAt(), now))
                        && !branch.id().equals(oldId)
                        && !branch.production()
                        && (parent == null || branch.parentBranch() == null || parent.equals(branch.parentBranch()));
    }

    /** It does not go on; a call may be under way. */
    void giveUp() {
        attempts.givenUp();
    }

    /** Whether nothing can come of a call under way any more. */
    boolean settled(Instant now) {
        return madeId != null || attempts.over(now);
    }

    DatabaseRef database() {
        return database;
    }

    String name() {
        return wanted.name();
    }

    private void exists(Branch branch) throws InvalidInputException {
        String name = "Branch \"" + wanted.name() + "\" of " + database;
        if (ifExists == IfExists.FAIL) {
            throw new InvalidInputException(
                    name + " exists already and was not made by this build; nothing was changed."
                            + " Choose another name or delete the branch; planetscaleBranch can also take it"
                            + " (ifExists: 'reuse') or replace it ('recreate').");
        }
        if (branch.production()) {
            throw new InvalidInputException(
                    name + " is a production branch; this step neither hands it out nor replaces"
                            + " it. Choose another name.");
        }
        if (ifExists == IfExists.RECREATE) {
            oldId = branch.id();
            removal = new DeleteBranch(database, wanted.name(), false).onlyIf(oldId);
            phase = Phase.REMOVE_OLD;
            return;
        }
        say(name + " exists; using it.");
        id = branch.id();
        phase = Phase.READY;
    }

    private Exchange<?> removeOld(Instant now) throws ReleaseException {
        Exchange<?> exchange = drive(removal, now);
        if (removal.ended()) {
            phase = Phase.FIND;
        }
        return exchange;
    }

    private Exchange<?> create(Instant sentAt) {
        create = false;
        attempts.sent(sentAt);
        return Exchange.of(BranchCalls.create(database, wanted), (branch, now) -> made(branch))
                .onFailure(attempts::failed)
                .on(RefusedException.class, this::refused);
    }

    /** Perhaps because the name was taken a moment ago, by an earlier attempt or by somebody else: look once more. */
    private void refused(PlanetScaleException error, Instant now) throws CallFailedException {
        attempts.answered();
        if (refusedBefore) {
            throw new CallFailedException("", error);
        }
        refusedBefore = true;
    }

    private void made(Branch branch) {
        created = true;
        madeId = branch.id();
        id = branch.id();
        phase = Phase.READY;
        say("Made branch \"" + wanted.name() + "\" of " + database + " from \"" + parent + "\""
                + (wanted.restores() ? " with the data of " + backup() : "") + ".");
    }

    private String backup() {
        return wanted.backupId() == null ? "the last successful backup" : "backup " + wanted.backupId();
    }

    /** A look may lag behind the creation; for longer than a few looks it is the truth. */
    private void gone(PlanetScaleException error, Instant now) throws DeploymentCancelledException {
        if (++misses >= MISSES) {
            throw new DeploymentCancelledException(
                    "Branch \"" + wanted.name() + "\" of " + database + " cannot be found any more: somebody deleted"
                            + " it while this step waited for it, or the"
                            + " service token may no longer see it"
                            + " (read_branch). Run again.");
        }
        waitFor(POLL, now);
    }

    private void seen(Branch branch, Instant now) throws ReleaseException {
        misses = 0;
        if (!branch.id().equals(id)) {
            throw new DeploymentCancelledException("Branch \"" + wanted.name() + "\" of " + database
                    + " was deleted and" + " made anew by somebody else while this step waited for it. Run again.");
        }
        if (branch.ready() && branch.schemaReady()) {
            say("Branch \"" + wanted.name() + "\" is ready.");
            result = new Result(branch, created);
            end();
            return;
        }
        if (told == null || !now.isBefore(told.plus(HEARTBEAT))) {
            say("Branch \"" + wanted.name() + "\" is " + (told == null ? "" : "still ") + BranchLook.condition(branch));
            told = now;
        }
        waitFor(POLL, now);
    }

    /** Whether the branch may have been made by this operation, so that an abort has to remove it. */
    public boolean mayHaveCreated() {
        return created || attempts.possible();
    }

    /** The id of the branch once it is known, else null. */
    public String branchId() {
        return id;
    }

    @Override
    Duration longestWait() {
        return phase == Phase.REMOVE_OLD ? removal.longestWait() : super.longestWait();
    }

    @Override
    Subject subject() {
        return Subject.branch(database, wanted.name());
    }

    @Override
    public Result result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return phase == Phase.READY
                ? "waiting for branch \"" + wanted.name() + "\" to be ready"
                : "making branch \"" + wanted.name() + "\"";
    }

    @Override
    String unfinished() {
        return mayHaveCreated()
                ? "Branch \"" + wanted.name() + "\" of " + database + " may exist."
                : "Nothing was made.";
    }

    /** A branch that is ready. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String id;
        private final String name;
        private final String parent;
        private final String url;
        private final boolean created;

        private Result(Branch branch, boolean created) {
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
