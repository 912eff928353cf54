package io.jenkins.plugins.planetscale.steps.deploy;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step that deploys, with the parameters for the gates, the kind of deployment, what to wait for, and what to do on
 * an abort.
 */
public abstract class DeployStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;

    private GateSettings gates;
    private String instant = "never";
    private boolean waitForApproval;
    private String onAbort = "leave";
    private String ifQueueBlocked = "wait";
    private String ifTakenOutOfQueue = "cancel";

    public GateSettings getGates() {
        return gates;
    }

    /**
     * What the change has to pass; without them, every gate at its default, but where this build has checked the change
     * with others already.
     */
    @DataBoundSetter
    public void setGates(GateSettings gates) {
        this.gates = gates;
    }

    public String getInstant() {
        return instant;
    }

    /** {@code never}, {@code ifEligible} or {@code require}. */
    @DataBoundSetter
    public void setInstant(String instant) {
        this.instant = ParameterParser.orElse(instant, "never");
    }

    public boolean isWaitForApproval() {
        return waitForApproval;
    }

    /** Waits for the review that the database demands at PlanetScale. */
    @DataBoundSetter
    public void setWaitForApproval(boolean waitForApproval) {
        this.waitForApproval = waitForApproval;
    }

    public String getOnAbort() {
        return onAbort;
    }

    /** What becomes of it when the build stops: {@code leave}, {@code cancel}, {@code close} or {@code revert}. */
    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = ParameterParser.orElse(onAbort, "leave");
    }

    public String getIfQueueBlocked() {
        return ifQueueBlocked;
    }

    /** When a failed or a staged deployment blocks the queue: {@code wait} or {@code fail}. */
    @DataBoundSetter
    public void setIfQueueBlocked(String ifQueueBlocked) {
        this.ifQueueBlocked = ParameterParser.orElse(ifQueueBlocked, "wait");
    }

    public String getIfTakenOutOfQueue() {
        return ifTakenOutOfQueue == null ? "cancel" : ifTakenOutOfQueue; // in a program of an older version
    }

    /** When it is taken out of the deploy queue: {@code cancel}, or {@code checkAgain} before it is queued again. */
    @DataBoundSetter
    public void setIfTakenOutOfQueue(String ifTakenOutOfQueue) {
        this.ifTakenOutOfQueue = ParameterParser.orElse(ifTakenOutOfQueue, "cancel");
    }

    /** Refuses words that there are not, before anything is done. */
    final void checkWords() throws AbortException {
        ParameterParser.onAbort(onAbort);
        ParameterParser.oneOf("ifQueueBlocked", ifQueueBlocked, "wait", "fail");
        ParameterParser.ifTakenOutOfQueue(getIfTakenOutOfQueue());
    }
}
