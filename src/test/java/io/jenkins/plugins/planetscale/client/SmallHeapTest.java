package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JavaType;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four answers of the limit's size are read at once in a small heap of a JVM of their own; see {@link AnswerHeapTest}. */
class SmallHeapTest {
    private static final int SIZE = 8 << 20;
    private static final int AT_ONCE = 4;

    /** For the four bodies alone 32 MiB are needed, and as much again where each is one text. */
    private static final String HEAP = "-Xmx160m";

    /** The beginning, what is repeated, the end. */
    private static final List<String> SHAPES = List.of(
            "{\"data\":[|{},|{}]}",
            "{\"data\":[|{\"number\":1},|{\"number\":1}]}",
            "{\"data\":[{\"number\":1,\"deployment\":{\"deploy_operations\":[|{},|{}]}}]}",
            "{\"data\":[],\"new\":[|{\"a\":[0]},|{}]}",
            "{\"data\":[],\"new\":|[|",
            "{\"data\":[],\"new\":|{\"a\":|",
            "{\"data\":[{\"number\":1,\"notes\":\"|ab|\"}]}",
            "{\"data\":[{\"number\":1,\"notes\":\"|\\u00e9|\"}]}",
            "{\"data\":[],\"|ab|\":1}");

    @TempDir
    private Path directory;

    @Test
    void fourOfTheLargestAnswersAtOnceFitIntoASmallHeap() throws Exception {
        Path log = directory.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        java,
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = child.waitFor(3, TimeUnit.MINUTES);
        child.destroyForcibly();
        assertTrue(ended, "never ended: " + read(log));
        assertEquals(0, child.exitValue(), read(log));
        assertTrue(read(log).contains(SHAPES.size() * AT_ONCE + " read or refused"), read(log));
    }

    private static String read(Path log) throws Exception {
        return Files.readString(log);
    }

    /** What the JVM of its own runs. */
    public static void main(String[] arguments) throws Exception {
        AtomicInteger ends = new AtomicInteger();
        for (String shape : SHAPES) {
            List<Thread> threads = new ArrayList<>();
            CountDownLatch together = new CountDownLatch(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                Thread thread = new Thread(() -> read(shape, together, ends));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println(ends + " read or refused");
        System.exit(0);
    }

    private static void read(String shape, CountDownLatch together, AtomicInteger ends) {
        JavaType type = DeployRequestCalls.list(new DatabaseRef("mechanica", "logistics"), null, null, null, 1)
                .answer();
        byte[] body = large(shape);
        together.countDown();
        try {
            together.await();
            Json.read(body, type);
            ends.incrementAndGet();
        } catch (Json.UnreadableException refused) {
            ends.incrementAndGet(); // is as good: what counts is that it fits
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Byte by byte, as an answer comes: a text of it would need as much again. */
    private static byte[] large(String shape) {
        String[] parts = shape.split("\\|", -1);
        byte[] body = new byte[SIZE];
        byte[] first = parts[0].getBytes(StandardCharsets.UTF_8);
        byte[] repeated = parts[1].getBytes(StandardCharsets.UTF_8);
        byte[] last = parts[2].getBytes(StandardCharsets.UTF_8);
        System.arraycopy(first, 0, body, 0, first.length);
        int at = first.length;
        for (; at + repeated.length <= SIZE - last.length; at += repeated.length) {
            System.arraycopy(repeated, 0, body, at, repeated.length);
        }
        System.arraycopy(last, 0, body, at, last.length);
        return Arrays.copyOf(body, at + last.length);
    }
}
