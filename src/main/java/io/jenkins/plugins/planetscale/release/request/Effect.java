package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;

/**
 * The calls that change a deploy request's state. Each is legal in few states only, so reading the state shows whether
 * it happened.
 */
public enum Effect {
    DEPLOY,
    DEPLOY_INSTANTLY,
    HOLD_CUTOVER,
    CUT_OVER,
    FORCE_CUTOVER,
    REVERT,
    SKIP_REVERT,
    CANCEL,
    CLOSE;

    public boolean deploys() {
        return this == DEPLOY || this == DEPLOY_INSTANTLY;
    }

    public ApiCall<DeployRequest> call(DatabaseRef database, int number) {
        return switch (this) {
            case DEPLOY -> DeployRequestCalls.deploy(database, number, false);
            case DEPLOY_INSTANTLY -> DeployRequestCalls.deploy(database, number, true);
            case HOLD_CUTOVER -> DeployRequestCalls.autoApply(database, number, false);
            case CUT_OVER -> DeployRequestCalls.cutOver(database, number);
            case FORCE_CUTOVER -> DeployRequestCalls.forceCutover(database, number);
            case REVERT -> DeployRequestCalls.revert(database, number);
            case SKIP_REVERT -> DeployRequestCalls.skipRevert(database, number);
            case CANCEL -> DeployRequestCalls.cancel(database, number);
            case CLOSE -> DeployRequestCalls.close(database, number);
        };
    }
}
