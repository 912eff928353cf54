package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import java.time.Duration;
import java.time.Instant;

/** How long until the next look: about a second around a cutover or a revert, longer the less can happen. */
public final class PollInterval {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration COPY_SHORTEST = Duration.ofSeconds(5);
    private static final Duration COPY_LONGEST = Duration.ofSeconds(30);
    private static final Duration STAGED = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private PollInterval() {}

    public static Duration of(DeployRequest request, DeploymentState state, Instant now) {
        return switch (state) {
            case IN_PROGRESS_CUTOVER, IN_PROGRESS_REVERT, IN_PROGRESS_REVERT_VSCHEMA -> SHORTEST;
            case PENDING, SUBMITTING, IN_PROGRESS_CANCEL -> Duration.ofSeconds(2);
            case IN_PROGRESS, IN_PROGRESS_VSCHEMA -> copying(request);
            case PENDING_CUTOVER -> STAGED;
            case COMPLETE_PENDING_REVERT -> window(request, now);
            default -> Duration.ofSeconds(10);
        };
    }

    /** A twentieth of the longest estimate: the end is then seen at most five percent late. */
    private static Duration copying(DeployRequest request) {
        if (request.deployment() == null) {
            return COPY_SHORTEST;
        }
        double eta = request.deployment().deployOperations().stream()
                .map(DeployOperation::etaSeconds)
                .mapToDouble(seconds -> seconds == null ? 0 : seconds)
                .max()
                .orElse(0);
        Duration twentieth = Duration.ofMillis((long) Math.min(eta * 50, COPY_LONGEST.toMillis()));
        return twentieth.compareTo(COPY_SHORTEST) < 0 ? COPY_SHORTEST : twentieth;
    }

    private static Duration window(DeployRequest request, Instant now) {
        Instant end = Deployments.windowEnd(request);
        if (end == null || !end.isAfter(now)) {
            return Duration.ofSeconds(2);
        }
        Duration left = Duration.between(now, end);
        return left.compareTo(WINDOW) < 0 ? left : WINDOW;
    }
}
