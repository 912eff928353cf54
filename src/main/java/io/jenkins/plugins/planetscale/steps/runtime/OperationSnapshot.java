package io.jenkins.plugins.planetscale.steps.runtime;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationFilter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The serialized form of an operation at one instant. A build persists this and never the operation itself, which the
 * service changes on its own threads while Pipeline writes its state. Deserializes only the classes that operations
 * consist of, within a limit that fits the largest.
 */
@Restricted(NoExternalUse.class)
public final class OperationSnapshot implements Serializable {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    private OperationSnapshot(byte[] bytes) {
        this.bytes = bytes;
    }

    public static OperationSnapshot of(Operation<?> operation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(operation);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write down " + operation.getClass().getSimpleName(), e);
        }
        return new OperationSnapshot(bytes.toByteArray());
    }

    /** @throws IOException when it was written by a version of the plugin that this one does not understand */
    public Operation<?> restore() throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(OperationFilter.get());
            return (Operation<?>) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    /** Bytes that it takes in the build's state. */
    public int size() {
        return bytes.length;
    }
}
