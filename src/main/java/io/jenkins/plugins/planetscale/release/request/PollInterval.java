package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.Urgency;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import java.time.Duration;
import java.time.Instant;

/**
 * How urgent the next poll of a deploy request is, and the interval until then for hosts that do not schedule looks
 * themselves: about a second around a cutover or a revert, longer the less can happen.
 */
public record PollInterval(Urgency urgency, Duration pause) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration COPY_SHORTEST = Duration.ofSeconds(5);
    private static final Duration COPY_LONGEST = Duration.ofSeconds(30);
    private static final Duration STAGED = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** Of a copy that is estimated to take no longer, the end can be close: the estimate is a rough one. */
    private static final double ENDING_SECONDS = 30;

    public static PollInterval of(DeployRequest request, DeploymentState state, Instant now) {
        return switch (state) {
            case IN_PROGRESS_CUTOVER, IN_PROGRESS_REVERT, IN_PROGRESS_REVERT_VSCHEMA ->
                new PollInterval(Urgency.CUTOVER, SHORTEST);
            case SUBMITTING, IN_PROGRESS_CANCEL -> new PollInterval(Urgency.JUST_ASKED, SOON);
            case PENDING -> new PollInterval(Urgency.CHECK, SOON);
            case IN_PROGRESS, IN_PROGRESS_VSCHEMA -> copying(request);
            case PENDING_CUTOVER -> new PollInterval(Urgency.STAGED, STAGED);
            case COMPLETE_PENDING_REVERT -> window(request, now);
            default -> new PollInterval(Urgency.COPYING, Duration.ofSeconds(10));
        };
    }

    /** A twentieth of the longest estimate: the end is then seen at most five percent late. */
    private static PollInterval copying(DeployRequest request) {
        if (request.deployment() == null) {
            return new PollInterval(Urgency.COPYING, COPY_SHORTEST);
        }
        double eta = request.deployment().deployOperations().stream()
                .map(DeployOperation::etaSeconds)
                .mapToDouble(seconds -> seconds == null ? 0 : seconds)
                .max()
                .orElse(0);
        Duration twentieth = Duration.ofMillis((long) Math.min(eta * 50, COPY_LONGEST.toMillis()));
        return new PollInterval(
                eta > 0 && eta <= ENDING_SECONDS ? Urgency.ENDING : Urgency.COPYING,
                twentieth.compareTo(COPY_SHORTEST) < 0 ? COPY_SHORTEST : twentieth);
    }

    private static PollInterval window(DeployRequest request, Instant now) {
        Instant end = Deployments.windowEnd(request);
        if (end == null || !end.isAfter(now)) {
            return new PollInterval(Urgency.JUST_ASKED, SOON);
        }
        Duration left = Duration.between(now, end);
        return left.compareTo(WINDOW) < 0
                ? new PollInterval(Urgency.JUST_ASKED, left)
                : new PollInterval(Urgency.STAGED, WINDOW);
    }
}
