package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Only what an operation is made of is read back, and never much more than there can be. */
class OperationFilterTest {
    static Stream<Serializable> others() {
        return Stream.of(
                new File("x"),
                URI.create("https://example.com"),
                Locale.ROOT,
                StringBuilder.class,
                new ArrayList<>(List.of(new File("x"))),
                new Serializable[] {new File("x")},
                new StringBuilder("x"),
                new UnsupportedOperationException("x"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void nothingElseIsMade(Serializable other) {
        assertThrows(InvalidClassException.class, () -> copy(other));
    }

    @Test
    void whyACallFailedIsRead() {
        IOException cause = new ConnectException("refused");
        cause.addSuppressed(new IOException("x"));
        assertDoesNotThrow(() -> copy(new IOException("failed", cause)));
        assertDoesNotThrow(() -> copy(new GateRefusedException("failed")));
    }

    @Test
    void nestingIsLimited() {
        ArrayList<Object> deep = new ArrayList<>();
        for (int i = 0; i < 2 * OperationFilter.DEPTH; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        ArrayList<Object> all = deep;
        assertThrows(InvalidClassException.class, () -> copy(all));
    }

    @Test
    void sizesAreLimited() {
        assertThrows(InvalidClassException.class, () -> copy(new long[OperationFilter.ARRAY + 1]));
        assertDoesNotThrow(() -> copy(new long[OperationFilter.ARRAY]));
        ArrayList<ArrayList<Object>> many = new ArrayList<>();
        for (int i = 0; i < OperationFilter.REFERENCES / 20_000 + 1; i++) {
            ArrayList<Object> part = new ArrayList<>();
            for (int k = 0; k < 20_000; k++) {
                part.add(new ArrayList<>());
            }
            many.add(part);
        }
        assertThrows(InvalidClassException.class, () -> copy(many));
    }

    /** Its hash would take longer than the universe lasts: it is refused while it is read. */
    @Test
    void aBombDoesNotGoOff() {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> two = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> left = new HashSet<>();
            Set<Object> right = new HashSet<>();
            left.add("x");
            one.add(left);
            one.add(right);
            two.add(left);
            two.add(right);
            one = left;
            two = right;
        }
        byte[] bytes = assertDoesNotThrow(() -> bytes((Serializable) root));
        assertThrows(InvalidClassException.class, () -> read(bytes));
    }

    private static void copy(Serializable object) throws IOException, ClassNotFoundException {
        read(bytes(object));
    }

    private static byte[] bytes(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static void read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(OperationFilter.get());
            in.readObject();
        }
    }
}
