package io.jenkins.plugins.planetscale.steps.runtime;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class DurableOperationTest {
    private static final class Host implements DurableOperation.Callback {
        private static final long serialVersionUID = 1L;

        @Override
        public StepBuildContext buildContext() {
            throw new AssertionError("it is not driven yet");
        }

        @Override
        public void onCompleted(DurableOperation driven, Operation<?> operation) {}

        @Override
        public void onError(DurableOperation driven, Throwable cause) {}
    }

    @Test
    void aProgramThatIsWrittenDownBeforeItIsDrivenHoldsItsOperation() throws Exception {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(program)) {
            out.writeObject(new DurableOperation(
                    new Host(), new DeleteBranch(new DatabaseRef("mechanica", "logistics"), "mine", false)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(program.toByteArray()))) {
            assertInstanceOf(DeleteBranch.class, ((DurableOperation) in.readObject()).restore());
        }
    }
}
