package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.state.Standing;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for a while for the statements of a deploy request that changes something but lists none, then refuses it:
 * without statements the gates have not seen what would go live, so no findings does not mean that there is nothing to
 * find.
 */
final class UnlistedStatementsTimeout implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Between two polls. */
    static final Duration PACE = Duration.ofSeconds(5);

    private Instant since;

    void tolerate(String name, DeployRequest request, Instant now) throws GateRefusedException {
        if (since == null) {
            since = now;
        } else if (!now.isBefore(since.plus(LONGEST))) {
            throw new GateRefusedException(
                    name + " is refused: PlanetScale says that it changes something and lists no statements, so that"
                            + " no gate can see what would go live; " + Standing.of(request) + ". "
                            + Standing.howToStop(request) + "Look at it there; if it is"
                            + " right, deploy it there, or with planetscaleApply and ifUnchecked: 'apply'."
                            + DeployFailures.seeUrl(request));
        }
    }

    void reset() {
        since = null;
    }
}
