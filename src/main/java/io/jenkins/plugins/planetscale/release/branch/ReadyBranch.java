package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.model.Branch;
import java.io.Serializable;

/** The result of {@link EnsureBranch}: a branch that is ready, and whether this build created it. */
public final class ReadyBranch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String name;
    private final String parent;
    private final String url;
    private final boolean created;

    ReadyBranch(Branch branch, boolean created) {
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

    /** Whether the operation made it, rather than found it. */
    public boolean created() {
        return created;
    }
}
