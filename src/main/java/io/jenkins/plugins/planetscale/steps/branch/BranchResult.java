package io.jenkins.plugins.planetscale.steps.branch;

import io.jenkins.plugins.planetscale.steps.NamedResult;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The result of {@code planetscaleBranch}. */
public final class BranchResult implements Serializable, NamedResult {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String parent;
    private final boolean created;
    private final String url;

    BranchResult(String name, String parent, boolean created, String url) {
        this.name = name;
        this.parent = parent;
        this.created = created;
        this.url = url;
    }

    /** The name of the branch. */
    @Whitelisted
    public String getName() {
        return name;
    }

    /** The branch it was made from; null where PlanetScale does not say. */
    @Whitelisted
    public String getParent() {
        return parent;
    }

    /** Whether this step made it, rather than found it. */
    @Whitelisted
    public boolean isCreated() {
        return created;
    }

    /** Its page at PlanetScale. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    @Override
    public String asParameter(String parameter) {
        return parameter.equals("branch") || parameter.equals("name") ? getName() : null;
    }
}
