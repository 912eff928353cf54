package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** How long a cutover may take before it is forced; initially without limit. */
final class ForceCutoverTimer implements Serializable {
    private static final long serialVersionUID = 1L;

    private Duration atMost;
    private Instant since;
    private boolean reported;

    /** Null for never. */
    void atMost(Duration duration) {
        atMost = duration;
    }

    void notCuttingOver() {
        since = null;
    }

    /** Called at every poll at the cutover; whether it is to be forced now. */
    boolean isDue(DeployRequest request, Instant now, Consumer<String> progress) {
        if (since == null) {
            since = now;
        }
        boolean over = atMost != null
                && !now.isBefore(since.plus(atMost))
                && request.deployment() != null
                && request.deployment().forceCutoverRequestedAt() == null;
        if (over && !reported) {
            progress.accept("The cutover has taken longer than " + HumanFormat.time(atMost)
                    + "; forcing it, which kills the transactions that block it.");
            reported = true;
        }
        return over;
    }
}
