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
 * the service changes on its own threads while Pipeline writes its state. Reads nothing but
 * what an operation is made of, and not more of it than the largest ones need.
 */
final class Snapshot implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Operations lie in one another, but not so deep. */
    private static final int DEPTH = 60;

    /** One statement takes some ten; this is far beyond any deploy request. */
    private static final int REFERENCES = 500_000;

    private static final int ARRAY = 100_000;
    private static final int BYTES = 64 << 20;

    private static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter(String.join(
                    ";",
                    "maxdepth=" + DEPTH,
                    "maxrefs=" + REFERENCES,
                    "maxarray=" + ARRAY,
                    "maxbytes=" + BYTES,
                    "io.jenkins.plugins.planetscale.release.**",
                    "io.jenkins.plugins.planetscale.client.DatabaseRef",
                    "java.lang.Object", // as the element of what collections keep
                    "java.lang.Enum",
                    "java.lang.Number",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Double",
                    "java.lang.Boolean",
                    "java.lang.String",
                    "java.time.Ser", // Instant, Duration
                    "java.util.ArrayList",
                    "java.util.HashMap",
                    "java.util.LinkedHashMap",
                    "java.util.Map$Entry",
                    "java.util.HashSet",
                    "java.util.LinkedHashSet",
                    "java.util.EnumMap",
                    "java.util.EnumSet",
                    "java.util.RegularEnumSet",
                    "java.util.EnumSet$SerializationProxy",
                    "java.util.CollSer", // List.of and the like
                    "!*"));

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
