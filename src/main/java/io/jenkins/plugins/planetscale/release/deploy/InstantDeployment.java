package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import java.io.Serializable;
import java.util.Objects;

/** Whether a deployment is made by instant DDL, which has no gate to wait at: only where it was requested. */
final class InstantDeployment implements Serializable {
    private static final long serialVersionUID = 1L;

    private InstantDdl mode = InstantDdl.NEVER;

    void mode(InstantDdl value) {
        mode = Objects.requireNonNull(value);
    }

    void refuseGate(boolean hasGate) throws InvalidInputException {
        if (mode == InstantDdl.REQUIRE && hasGate) {
            throw new InvalidInputException(
                    "Instant DDL has no gate: it cannot be staged or wait for an approval. Leave"
                            + " out instant: 'require', or the gate.");
        }
    }

    /** Whether it is used; refused where it is demanded and cannot be. */
    boolean isUsed(String name, Deployment deployment, boolean hasGate) throws GateRefusedException {
        if (mode == InstantDdl.REQUIRE && !deployment.instantDdlEligible()) {
            throw new GateRefusedException(name + " cannot be deployed by instant DDL: not all of its statements are"
                    + " eligible. Nothing was deployed. Use instant: 'ifEligible' or 'never'.");
        }
        return mode != InstantDdl.NEVER && deployment.instantDdlEligible() && !hasGate;
    }
}
