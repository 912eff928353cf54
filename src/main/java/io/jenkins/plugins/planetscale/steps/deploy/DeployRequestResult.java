package io.jenkins.plugins.planetscale.steps.deploy;

import io.jenkins.plugins.planetscale.steps.NumberedResult;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The result of {@code planetscaleDeployRequest}. */
public final class DeployRequestResult extends NumberedResult {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final String outcome;
    private final ArrayList<ChangeResult> changes;
    private final boolean revertible;

    DeployRequestResult(int number, String url, String outcome, List<ChangeResult> changes, boolean revertible) {
        super(number);
        this.url = url;
        this.outcome = outcome;
        this.changes = new ArrayList<>(changes);
        this.revertible = revertible;
    }

    /** The number of the deploy request; 0 when there was nothing to open one for. */
    @Whitelisted
    public int getNumber() {
        return intValue();
    }

    /** Its page at PlanetScale. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    /** {@code READY}, {@code STAGED}, {@code NO_CHANGES}, or {@code DRY_RUN}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** The statements, in PlanetScale's order. */
    @Whitelisted
    public List<ChangeResult> getChanges() {
        return changes;
    }

    /** Whether the change can be reverted after its cutover. */
    @Whitelisted
    public boolean isRevertible() {
        return revertible;
    }
}
