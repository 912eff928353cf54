package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.DeleteBranch;
import io.jenkins.plugins.planetscale.release.Operation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class DrivenTest {
    private static final class Host implements Driven.Host {
        private static final long serialVersionUID = 1L;

        @Override
        public StepSupport support() {
            throw new AssertionError("it is not driven yet");
        }

        @Override
        public void ended(Driven driven, Operation<?> operation) {}

        @Override
        public void broken(Driven driven, Throwable cause) {}
    }

    @Test
    void aProgramThatIsWrittenDownBeforeItIsDrivenHoldsItsOperation() throws Exception {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(program)) {
            out.writeObject(
                    new Driven(new Host(), new DeleteBranch(new DatabaseRef("mechanica", "logistics"), "mine", false)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(program.toByteArray()))) {
            assertInstanceOf(DeleteBranch.class, ((Driven) in.readObject()).restore());
        }
    }
}
