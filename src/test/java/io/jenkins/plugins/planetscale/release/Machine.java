package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;

import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.Set;

/** The operations on a deploy request, one diagram each in {@code docs/states.md}, and all that they may ask for. */
enum Machine {
    STAGE("Deploy.stage", "Copies the rows and stops at the gate.", Effect.DEPLOY, Effect.HOLD_CUTOVER, Effect.CANCEL) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.stage(DATABASE, 1);
        }
    },
    APPLY("Deploy.apply", "Brings the change live.", Effect.DEPLOY, Effect.CUT_OVER, Effect.FORCE_CUTOVER) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).forceCutoverAfter(Duration.ofSeconds(20));
        }
    },
    APPLY_CHECKED(
            "Deploy.apply, of what a check has seen",
            "As the step does it: only what the gates have seen goes live, so nothing cuts over by itself.",
            Effect.DEPLOY,
            Effect.HOLD_CUTOVER,
            Effect.CUT_OVER,
            Effect.CANCEL) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).expect(rig.seen());
        }
    },
    APPLY_INSTANTLY(
            "Deploy.apply, instant DDL",
            "Brings the change live by instant DDL where it is eligible.",
            Effect.DEPLOY_INSTANTLY,
            Effect.CUT_OVER) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).instant(InstantDdl.IF_ELIGIBLE);
        }
    },
    APPLY_APPROVED(
            "Deploy.apply, with approval",
            "Holds the gate until a person approves; here somebody does at once.",
            Effect.DEPLOY,
            Effect.HOLD_CUTOVER,
            Effect.CUT_OVER,
            Effect.CANCEL) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).approvalNeeded();
        }

        @Override
        void person(Operation<?> operation) {
            if (((Deploy) operation).awaitsApproval()) {
                ((Deploy) operation).approve("ainsley");
            }
        }
    },
    HOLD("RevertWindow.hold", "Holds the revert window until it is over.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return RevertWindow.hold(DATABASE, 1);
        }
    },
    KEEP("RevertWindow.hold, kept", "Holds the revert window; here the change is kept at once.", Effect.SKIP_REVERT) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return RevertWindow.hold(DATABASE, 1);
        }

        @Override
        void person(Operation<?> operation) {
            ((RevertWindow) operation).keep("all checks are green");
        }
    },
    REVERT("RevertWindow.revertNow", "Takes the change back.", Effect.REVERT) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return RevertWindow.revertNow(DATABASE, 1, "a check failed");
        }
    },
    ABORT_CANCEL("Abort by CANCEL", "What the end of an aborted build does: stops what runs.", Effect.CANCEL) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CANCEL);
        }
    },
    ABORT_CLOSE("Abort by CLOSE", "As CANCEL, and closes what is not live.", Effect.CANCEL, Effect.CLOSE) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CLOSE);
        }
    },
    ABORT_REVERT(
            "Abort by REVERT", "As CLOSE, and takes back what is live.", Effect.CANCEL, Effect.CLOSE, Effect.REVERT) {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.REVERT);
        }
    };

    final String title;
    final String purpose;
    final Set<Effect> effects;

    Machine(String title, String purpose, Effect... effects) {
        this.title = title;
        this.purpose = purpose;
        this.effects = Set.of(effects);
    }

    abstract Operation<?> operation(OperationHarness rig) throws InvalidInputException;

    /** What a person does before each turn. */
    void person(Operation<?> operation) {}
}
