package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.release.Operation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * An operation as it was at one instant. What is persisted with a build is this and never the operation itself, which
 * the service changes on its own threads while Pipeline writes its state. Reads nothing but the plugin's own and the
 * JDK's classes.
 */
final class Snapshot implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter("io.jenkins.plugins.planetscale.**;java.base/*;!*");

    private final byte[] bytes;

    private Snapshot(byte[] bytes) {
        this.bytes = bytes;
    }

    static Snapshot of(Operation<?> operation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(operation);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write down " + operation.getClass().getSimpleName(), e);
        }
        return new Snapshot(bytes.toByteArray());
    }

    /** @throws IOException when it was written by a version of the plugin that this one does not understand */
    Operation<?> restore() throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(FILTER);
            return (Operation<?>) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    /** Bytes that it takes in the build's state. */
    int size() {
        return bytes.length;
    }
}
