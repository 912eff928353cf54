package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;

import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;

/** The operations on a deploy request, one diagram each in {@code docs/states.md}; see {@link DeclaredTransitions}. */
enum Machine {
    STAGE("Deploy.stage", "Copies the rows and stops at the gate.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.stage(DATABASE, 1);
        }
    },
    APPLY("Deploy.apply", "Brings the change live.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).forceCutoverAfter(Duration.ofSeconds(20));
        }
    },
    APPLY_CHECKED(
            "Deploy.apply, of what a check has seen",
            "As the step does it: only what the gates have seen goes live, so nothing cuts over by itself.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).expect(rig.seen());
        }
    },
    APPLY_INSTANTLY("Deploy.apply, instant DDL", "Brings the change live by instant DDL where it is eligible.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return Deploy.apply(DATABASE, 1).instant(InstantDdl.IF_ELIGIBLE);
        }
    },
    APPLY_APPROVED(
            "Deploy.apply, with approval", "Holds the gate until a person approves; here somebody does at once.") {
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
    KEEP("RevertWindow.hold, kept", "Holds the revert window; here the change is kept at once.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return RevertWindow.hold(DATABASE, 1);
        }

        @Override
        void person(Operation<?> operation) {
            ((RevertWindow) operation).keep("all checks are green");
        }
    },
    REVERT("RevertWindow.revertNow", "Takes the change back.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return RevertWindow.revertNow(DATABASE, 1, "a check failed");
        }
    },
    ABORT_CANCEL("Abort by CANCEL", "What the end of an aborted build does: stops what runs.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CANCEL);
        }
    },
    ABORT_CLOSE("Abort by CLOSE", "As CANCEL, and closes what is not live.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CLOSE);
        }
    },
    ABORT_REVERT("Abort by REVERT", "As CLOSE, and takes back what is live.") {
        @Override
        Operation<?> operation(OperationHarness rig) throws InvalidInputException {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.REVERT);
        }
    };

    final String title;
    final String purpose;

    Machine(String title, String purpose) {
        this.title = title;
        this.purpose = purpose;
    }

    abstract Operation<?> operation(OperationHarness rig) throws InvalidInputException;

    /** What a person does before each turn. */
    void person(Operation<?> operation) {}
}
