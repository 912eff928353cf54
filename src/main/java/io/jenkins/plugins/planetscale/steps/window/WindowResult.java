package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.NumberedResult;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The result of {@code planetscaleRevertWindow} and {@code planetscaleRevert}. */
public final class WindowResult extends NumberedResult {
    private static final long serialVersionUID = 1L;

    private final String outcome;
    private final String url;
    private final String reason;
    private final String decidedBy;

    private WindowResult(String outcome, int number, String url, String reason, String decidedBy) {
        super(number);
        this.outcome = outcome;
        this.url = url;
        this.reason = reason;
        this.decidedBy = decidedBy;
    }

    /** @param by the id of the user who decided; null where the step did */
    static WindowResult of(RevertWindow.Result result, String by) {
        return new WindowResult(result.outcome().name(), result.number(), result.url(), result.reason(), by);
    }

    /** Where there was no window to hold. */
    static WindowResult unheld(String outcome) {
        return new WindowResult(outcome, 0, null, null, null);
    }

    /** {@code KEPT}, {@code REVERTED}, {@code EXPIRED}, {@code NO_CHANGES}, or {@code DRY_RUN}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** The number of the deploy request; 0 when there was none. */
    @Whitelisted
    public int getNumber() {
        return intValue();
    }

    /** Its page at PlanetScale. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    /** Why it was kept or reverted; may be null. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** The id of the user who decided on the page of the build; null where the step did. */
    @Whitelisted
    public String getDecidedBy() {
        return decidedBy;
    }
}
