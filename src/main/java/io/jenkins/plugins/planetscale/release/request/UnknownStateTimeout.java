package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** Waits for a while in a state with an unknown name, which may be new and harmless, then fails (invariant I4). */
public final class UnknownStateTimeout implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private Instant since;

    public void tolerate(String name, DeployRequest request, Instant now) throws DeploymentFailedException {
        if (since == null) {
            since = now;
        } else if (!now.isBefore(since.plus(LONGEST))) {
            throw new DeploymentFailedException(name + " has been in the state \"" + DeploymentState.nameOf(request)
                    + "\", which this plugin does not know, for " + HumanFormat.time(LONGEST)
                    + ". The step stopped here." + DeployFailures.seeUrl(request) + " Update the plugin.");
        }
    }

    public void reset() {
        since = null;
    }
}
