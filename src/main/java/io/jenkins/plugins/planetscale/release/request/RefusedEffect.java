package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;

/**
 * An effect that PlanetScale has refused. The refusal is final only when the state stays the same: otherwise somebody,
 * perhaps this operation before a crash, performed it first.
 */
final class RefusedEffect implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int FINAL = 2;

    private int refusals;
    private RefusedException reason;
    private DeploymentState in;
    private Effect effect;

    void refused(Effect refused, RefusedException error, DeploymentState state) {
        effect = refused;
        reason = error;
        in = state;
        refusals++;
    }

    void accepted() {
        refusals = 0;
    }

    /**
     * Looks at the last refusal once, by a state that was seen after it.
     *
     * @return why it is final; null where it is none, or may be repeated
     */
    RefusedException finalReason(DeploymentState state) {
        RefusedException last = reason;
        reason = null;
        if (last != null && state != in) {
            refusals = 0;
        }
        return last != null && refusals >= FINAL ? last : null;
    }

    /** The one that was refused last; null for none. */
    Effect effect() {
        return effect;
    }
}
