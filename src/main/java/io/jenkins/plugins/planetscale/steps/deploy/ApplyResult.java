package io.jenkins.plugins.planetscale.steps.deploy;

import io.jenkins.plugins.planetscale.steps.NumberedResult;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The result of {@code planetscaleApply}. */
public final class ApplyResult extends NumberedResult {
    private static final long serialVersionUID = 1L;

    private final String outcome;
    private final String url;
    private final String appliedAt;
    private final String revertUntil;
    private final String approvedBy;

    ApplyResult(String outcome, int number, String url, String appliedAt, String revertUntil, String approvedBy) {
        super(number);
        this.outcome = outcome;
        this.url = url;
        this.appliedAt = appliedAt;
        this.revertUntil = revertUntil;
        this.approvedBy = approvedBy;
    }

    /** {@code APPLIED}, {@code NO_CHANGES}, or {@code DRY_RUN}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** The number of the deploy request; 0 when there was none to bring live. */
    @Whitelisted
    public int getNumber() {
        return intValue();
    }

    /** Its page at PlanetScale. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    /** When it went live, as ISO 8601; null unless {@code APPLIED}. */
    @Whitelisted
    public String getAppliedAt() {
        return appliedAt;
    }

    /** The end of the revert window, as ISO 8601; null where there is none. */
    @Whitelisted
    public String getRevertUntil() {
        return revertUntil;
    }

    /** Who approved it; null where no approval was asked for. */
    @Whitelisted
    public String getApprovedBy() {
        return approvedBy;
    }
}
