package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;

/** Describes in which state a deploy request is left that is refused here: others may have begun to deploy it. */
public final class Standing {
    private Standing() {}

    /** How it stands although it is refused here, for the middle of a sentence: somebody else may have deployed it. */
    public static String of(DeployRequest request) {
        String goesOn = cutsOverByItself(request) ? "goes live by itself" : "is not live until somebody cuts it over";
        return switch (DeploymentState.of(request).stage()) {
            case RUNNING -> "it is being deployed all the same, by somebody else or an earlier run, and " + goesOn;
            case STAGED -> "it is staged already, by somebody else or an earlier run, and " + goesOn;
            case CUTTING_OVER -> "it is going live all the same: its cutover is under way";
            case REVERTABLE, FINAL -> "it is live already";
            default -> "nothing was deployed";
        };
    }

    /** What to do against that, as a sentence with a space after it; empty where nothing is on its way. */
    public static String howToStop(DeployRequest request) {
        return switch (DeploymentState.of(request).stage()) {
            case RUNNING, STAGED ->
                "To keep it from going live, cancel its deployment " + (cutsOverByItself(request) ? "now " : "") + "at "
                        + page(request) + " (or: pscale deploy-request cancel). ";
            case CUTTING_OVER, REVERTABLE ->
                "To take it back, use planetscaleRevert deployRequest: " + request.number()
                        + " while its revert window is open. ";
            default -> "";
        };
    }

    /** A missing value may mean "by itself" (invariant I4). */
    private static boolean cutsOverByItself(DeployRequest request) {
        return request.deployment() == null
                || request.deployment().instantDdl()
                || !Boolean.FALSE.equals(request.deployment().autoCutover());
    }

    private static String page(DeployRequest request) {
        return request.htmlUrl() == null ? "the deploy request's page" : request.htmlUrl();
    }
}
