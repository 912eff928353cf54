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
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;

/**
 * Creates a branch, or uses the one that exists, and waits until it and its schema are ready. An existing branch is
 * refreshed first; properties that an existing branch cannot be given any more are reported or refused.
 */
public final class EnsureBranch extends Operation<ReadyBranch> {
    private static final long serialVersionUID = 4L;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    /** What was seen to be gone is shown by stale reads for some seconds. */
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
    private final BranchProvenance provenance;

    private Phase phase = Phase.DATABASE;
    private BranchSource source;
    private BranchReadiness readiness;
    private transient boolean create;
    private final ArrayList<String> gone = new ArrayList<>();
    private Instant goneSeen;
    private boolean refusedBefore;
    private CheckReplacement replacement;
    private DeleteBranch removal;
    private boolean dry;
    private ReadyBranch result;

    public EnsureBranch(DatabaseRef database, NewBranch wanted, IfExists ifExists) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.wanted = wanted;
        this.ifExists = Objects.requireNonNull(ifExists);
        BranchSource.check(wanted);
        this.look = new BranchLookup(database, wanted.name());
        this.provenance = new BranchProvenance(wanted);
    }

    /** The build's marker: a branch whose name bears it was made by this build, whenever that was. */
    public EnsureBranch marker(Marker own) {
        provenance.marker(own);
        return this;
    }

    /** Does not take back a branch that the build has deleted: a read that still shows it lags behind. */
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
        provenance.parent(source.parent());
        phase = Phase.FIND;
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        if (branch != null && gone.contains(branch.id())) {
            awaitGone(now);
        } else if (branch == null && !provenance.attempts().isSettled(now)) {
            waitFor(LOOK_AGAIN, now); // one that was asked for may still come, and a second one must not come after it
        } else if (branch == null && !source.ended()) {
            phase = Phase.SOURCE;
        } else if (branch == null) {
            create = true;
        } else if (provenance.mayBeOurs(branch, now)) {
            made(branch); // our own, made before the answer was lost
        } else if (removal != null && removal.leftAlone() && provenance.isReplaced(branch)) {
            removal = null; // another answer said that it was another branch
            phase = Phase.REMOVE_OLD;
        } else if (removal != null && removal.ended() && provenance.isReplaced(branch)) {
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

    /** Whose a branch of this name is, for those who undo this operation. */
    BranchProvenance provenance() {
        return provenance;
    }

    DatabaseRef database() {
        return database;
    }

    String name() {
        return wanted.name();
    }

    private void exists(Branch branch, Instant now) throws InvalidInputException {
        boolean unproven = provenance.cannotTell(branch, now);
        if (unproven && ifExists != IfExists.REUSE) {
            throw new InvalidInputException(title() + " exists. " + provenance.unproven(branch)
                    + " To have this step go on, run again with another name.");
        }
        if (ifExists == IfExists.RECREATE && provenance.attempts().wasSent() && !provenance.isReplaced(branch)) {
            throw ExistingBranch.createdMeanwhile(branch, title());
        }
        ExistingBranch.checkUsable(ifExists, branch, title());
        if (ifExists == IfExists.RECREATE) {
            if (!provenance.isReplaced(branch)) {
                provenance.replaces(branch);
                replacement = new CheckReplacement(database, wanted, source.parent(), branch);
                removal = null;
            }
            phase = source.ended() ? Phase.REMOVE_OLD : Phase.SOURCE;
            return;
        }
        ExistingBranch.check(wanted, branch, title()).forEach(this::progress);
        if (unproven) {
            progress(provenance.unproven(branch));
        }
        readiness = new BranchReadiness(database, branch, false);
        phase = dry ? Phase.READY : Phase.REFRESH;
    }

    private ApiRequest<?> source(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(source, now);
        if (source.ended()) {
            phase = provenance.replacedId() == null ? Phase.FIND : Phase.REMOVE_OLD;
            create = provenance.replacedId() == null; // should this be lost, it is looked for once more
        }
        return exchange;
    }

    private ApiRequest<?> removeOld(Instant now) throws ReleaseException {
        if (!replacement.ended()) {
            return step(replacement, now);
        }
        if (removal == null) {
            removal = new DeleteBranch(database, wanted.name(), false)
                    .onlyIf(provenance.replacedId())
                    .marker(provenance.marker());
        }
        ApiRequest<?> exchange = step(removal, now);
        if (removal.ended()) {
            phase = Phase.FIND;
        }
        return exchange;
    }

    private ApiRequest<?> create(Instant sentAt) {
        create = false;
        provenance.attempts().sent(sentAt);
        return ApiRequest.of(BranchCalls.create(database, source.result()), (branch, now) -> made(branch))
                .notedIn(provenance.attempts())
                .on(RefusedException.class, this::refused)
                .on(NotFoundException.class, (error, now) -> {
                    throw new CallFailedException(asked(), error);
                });
    }

    /** Perhaps because the name was taken a moment ago, by an earlier attempt or by somebody else: look once more. */
    private void refused(PlanetScaleException error, Instant now) throws CallFailedException {
        if (refusedBefore) {
            throw new CallFailedException(asked(), error);
        }
        refusedBefore = true;
    }

    /** Also that the old branch is gone: whoever reads it must not look for it. */
    private String asked() {
        boolean replaced = removal != null && removal.deletedId() != null;
        return source.asked() + (replaced ? "The branch that had this name before is deleted. " : "");
    }

    private void made(Branch branch) {
        provenance.made(branch);
        readiness = new BranchReadiness(database, branch, true);
        phase = Phase.READY;
        progress("Made branch \"" + wanted.name() + "\" of " + database + " from \"" + source.parent() + "\""
                + source.withData() + ".");
        readiness.sizeNotice(branch).ifPresent(this::progress);
    }

    /** PlanetScale's view of a branch that has been there for a while may be an old one. */
    private ApiRequest<?> refresh() {
        return ApiRequest.of(BranchCalls.refreshSchema(database, wanted.name()), (nothing, now) -> phase = Phase.READY)
                .on(NotFoundException.class, (error, now) -> phase = Phase.READY)
                .on(RefusedException.class, (error, now) -> phase = Phase.READY); // not a documented call
    }

    private ApiRequest<?> ready(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(readiness, now);
        if (readiness.ended()) {
            result = readiness.result();
            end();
        }
        return exchange;
    }

    /** Whether the branch may have been made by this operation, so that an abort has to remove it. */
    public boolean mayHaveCreated() {
        return provenance.mayHaveMade();
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
    public ReadyBranch result() {
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
}
