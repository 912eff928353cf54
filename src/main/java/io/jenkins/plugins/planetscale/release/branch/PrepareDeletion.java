package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks before a branch is deleted: which branches are deleted with it, and which deploy requests end with them.
 * Closes these where wanted; otherwise refuses when one was opened by somebody else.
 */
final class PrepareDeletion extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final CheckDescendants family;
    private final boolean close;
    private final Marker marker;
    private final boolean ephemeral;
    private Operation<?> requests;
    private boolean reported;

    /**
     * @param descendants whether branches made from it are deleted as well
     * @param close whether open deploy requests are closed, whose ever they are
     * @param marker the build's, or null
     * @param ephemeral whether the build has made the branch for itself
     */
    PrepareDeletion(
            DatabaseRef database, String branch, boolean descendants, boolean close, Marker marker, boolean ephemeral) {
        this.database = database;
        this.branch = branch;
        this.family = descendants ? new CheckDescendants(database, branch) : null;
        this.close = close;
        this.marker = marker;
        this.ephemeral = ephemeral;
    }

    /** Looks once more: much can happen while a deletion is put off. */
    void again() {
        if (family != null) {
            family.again();
        }
        requests = null;
        reopen();
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (family != null && !family.ended()) {
            return step(family, now);
        }
        if (requests == null) {
            List<String> branches = new ArrayList<>(List.of(branch));
            branches.addAll(family == null ? List.of() : family.descendants());
            requests = close
                    ? CloseDeployRequests.all(database, branches)
                    : new CheckOpenRequests(database, branches, marker, ephemeral);
        }
        if (!requests.ended()) {
            return step(requests, now);
        }
        if (family != null && family.together() != null && !reported) {
            reported = true;
            progress(family.together());
        }
        end();
        return null;
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return requests != null ? requests.status(now) : "looking at what ends with branch \"" + branch + "\"";
    }
}
