package io.jenkins.plugins.planetscale.release.password;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Assumptions;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.branch.BranchLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;

/** Deletes every password with a given marker. Passwords of a branch that is gone are gone with it. */
public final class RevokePassword extends Operation<Integer> {
    private static final long serialVersionUID = 1L;
    private static final Duration PACE = Duration.ofSeconds(5);

    /** A list may lag behind by so much: what is missing in it for as long is believed to be missing. */
    private static final Duration LAG = Assumptions.STALE_READ;

    private final DatabaseRef database;
    private final String branch;
    private final Marker marker;
    private final BranchLookup look;
    private PagedSearch search = new PagedSearch();
    private boolean branchInDoubt;
    private boolean quiet;
    private String knownId;
    private boolean inDoubt;
    private boolean listed;
    private Instant missedSince;
    private Instant absentSince;
    private MintPassword maker;
    private final ArrayList<String> gone = new ArrayList<>();
    private String target;
    private int revoked;
    private Integer result;

    public RevokePassword(DatabaseRef database, String branch, Marker marker) {
        this.database = Objects.requireNonNull(database);
        this.branch = Objects.requireNonNull(branch);
        this.marker = Objects.requireNonNull(marker);
        this.look = new BranchLookup(database, branch);
    }

    /** Undoes a {@link MintPassword} that was given up, also when its call was still under way. */
    public static RevokePassword mintedBy(MintPassword maker) {
        RevokePassword revoke = new RevokePassword(maker.database(), maker.branch(), maker.marker());
        revoke.maker = maker;
        revoke.known(maker.mintedId());
        maker.giveUp();
        return revoke;
    }

    /** One that is known to exist: it is deleted by its id, whatever a list says that lags behind. Null for none. */
    public RevokePassword known(String id) {
        knownId = id;
        target = id;
        return this;
    }

    /** Says nothing when there is nothing to revoke. */
    RevokePassword quietly() {
        quiet = true;
        return this;
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (branchInDoubt) {
            return look.exchange(this::branch);
        }
        if (target != null) {
            String id = target;
            ApiCall<Void> call = PasswordCalls.delete(database, branch, id);
            target = null; // whatever becomes of the call, the list is read again
            search = new PagedSearch();
            return ApiRequest.of(call, (Void nothing, Instant at) -> {
                        revoked++;
                        gone.add(id);
                    })
                    .on(NotFoundException.class, this::missing);
        }
        return ApiRequest.of(PasswordCalls.list(database, branch, search.page()), this::page)
                .on(NotFoundException.class, (error, at) -> branchInDoubt = true);
    }

    private void page(Page<Password> page, Instant now) {
        for (Password password : page.data()) {
            // a list may lag behind a deletion that PlanetScale has confirmed
            if (marker.marks(password.name()) && !gone.contains(password.id())) {
                target = password.id();
                listed = true;
                absentSince = null;
                return;
            }
        }
        if (!search.isLast(page)) {
            return;
        }
        search = new PagedSearch();
        if (maker != null && !maker.settled(revoked, now) || !believed(now)) {
            waitFor(PACE, now); // one may still be on its way, or the list be an old one
            return;
        }
        String which = (revoked > 1 ? revoked + " passwords" : "password") + " for branch \"" + branch + "\".";
        finish(
                revoked == 0
                        ? "There is no password of this build left for branch \"" + branch + "\"."
                        : "Revoked the " + which);
    }

    /** Whether a list without a password of ours is believed; one that shows none though there may be one is not. */
    private boolean believed(Instant now) {
        boolean sure = revoked > 0 && !inDoubt || quiet && knownId == null;
        absentSince = absentSince == null ? now : absentSince;
        return sure || !now.isBefore(absentSince.plus(LAG));
    }

    /**
     * Listed or made a moment ago: gone meanwhile, by a call of ours whose answer was lost too, or the token may not
     * delete it. When a list still shows it after it can lag behind no more, it is the token.
     */
    private void missing(PlanetScaleException error, Instant now) throws CallFailedException {
        inDoubt = true;
        missedSince = missedSince == null ? now : missedSince;
        if (!now.isBefore(missedSince.plus(LAG).plus(PACE))) {
            throw new CallFailedException("", error);
        }
        if (listed) {
            waitFor(PACE, now);
        }
    }

    private void branch(Branch found, Instant now) throws DeploymentFailedException {
        branchInDoubt = false;
        if (found == null) {
            finish("Branch \"" + branch + "\" is deleted, and its passwords with it.");
        } else {
            throw new DeploymentFailedException("The passwords of branch \"" + branch + "\" of " + database
                    + " cannot be listed: the service token lacks the access connect_branch"
                    + " (connect_production_branch for a production branch). Grant it; a password of this"
                    + " build may still be there until it expires.");
        }
    }

    private void finish(String words) {
        result = revoked;
        if (!quiet || revoked > 0) {
            progress(words);
        }
        end();
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.branch(database, branch);
    }

    /** How many passwords were deleted; null before the end. */
    @Override
    public Integer result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "revoking the password for branch \"" + branch + "\"";
    }
}
