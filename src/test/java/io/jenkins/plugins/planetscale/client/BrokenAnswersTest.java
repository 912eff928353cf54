package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none, from real exchanges. */
class BrokenAnswersTest {
    private static final ApiCall<?> READ = BranchCalls.get(LOGISTICS, "dev");
    private static final ApiCall<?> DEPLOY = DeployRequestCalls.deploy(LOGISTICS, 7, false);
    private static final ApiCall<?> DELETE = BranchCalls.delete(LOGISTICS, "dev", false);

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void takesNoLoginPageForAnAnswer() {
        rig.server.otherwise(raw(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Sign in</title>"));
        MalformedException read = fails(MalformedException.class, READ);
        assertEquals(200, read.status());
        assertTrue(read.getMessage().contains("HTML"), read.getMessage());
        assertFalse(read.getMessage().contains("Sign in"), read.getMessage());
        assertFalse(read.effectPossible());
        assertTrue(fails(MalformedException.class, DEPLOY).effectPossible());
        fails(MalformedException.class, DELETE);
    }

    @Test
    void takesNoLoginPageForADeletionEvenWithoutAType() {
        rig.server.then(raw(200, "application/octet-stream", "\n <html>"));
        fails(MalformedException.class, DELETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"name\":\"dev\"",
                "{\"name\":\"dev\"} trailing",
                "{\"ready\":\"yes\"}",
                "{\"name\":{}}",
                "{\"created_at\":\"yesterday\"}",
                "{\"name\":\"pscale_pw_hidden\",\"ready\":\"pscale_pw_hidden\"}",
                "{'name':1}"
            })
    void refusesWhatIsNoBranch(String body) {
        rig.server.then(json(200, body));
        MalformedException e = fails(MalformedException.class, READ);
        assertFalse(e.getMessage().contains("hidden"), e.getMessage());
        assertNull(e.getCause());
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        rig.server.then(json(200, "{\"number\":7,\"deployment\":{\"lint_errors\":[{\"table_name\":[]}]}}"));
        MalformedException e = fails(MalformedException.class, DeployRequestCalls.get(LOGISTICS, 7));
        assertTrue(e.getMessage().contains("deployment.lint_errors.0.table_name"), e.getMessage());
    }

    @Test
    void survivesJsonNestedWithoutEnd() {
        rig.server.then(json(200, "{\"x\":" + "[".repeat(200_000)));
        fails(MalformedException.class, READ);
    }

    @Test
    void refuses50MegabytesWithoutReadingThemOrKeepingThem() {
        AtomicLong written = new AtomicLong();
        rig.server.then((request, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + "[".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (written.addAndGet(0x10000) < 50L << 20) {
                out.write(chunk);
            }
        });
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        MalformedException e = fails(MalformedException.class, READ);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(e.getMessage().contains("larger than 8388608 bytes"), e.getMessage());
        assertTrue(allocated < 16L << 20, "allocated " + allocated);
        assertTrue(written.get() < 40L << 20, "written " + written);
    }

    @Test
    void refusesADeclaredLengthWithoutReadingAnything() {
        rig.server.then((request, connection) -> connection
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n{".getBytes(StandardCharsets.US_ASCII)));
        fails(MalformedException.class, READ);
    }

    @Test
    void refusesWhatGrowsTooLargeOnDecompression() {
        rig.server.then((request, connection) -> {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(zipped)) {
                for (int i = 0; i < 16; i++) {
                    zip.write(new byte[1 << 20]);
                }
            }
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            zipped.writeTo(out);
        });
        assertTrue(fails(MalformedException.class, READ).getMessage().contains("larger than"));
    }

    @Test
    void takesATruncatedAnswerForABrokenConnection() {
        rig.server.otherwise((request, connection) -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"na".getBytes(StandardCharsets.US_ASCII));
            connection.close();
        });
        UnavailableException read = fails(UnavailableException.class, READ);
        assertEquals(0, read.status());
        assertFalse(read.effectPossible());
        assertTrue(fails(UnavailableException.class, DEPLOY).effectPossible());
    }

    @Test
    void knowsThatAResetAfterSendingMayHaveHadItsEffect() {
        rig.server.otherwise(ScriptedServer.reset());
        UnavailableException e = fails(UnavailableException.class, DEPLOY);
        assertEquals(0, e.status());
        assertTrue(e.effectPossible());
        assertFalse(fails(UnavailableException.class, READ).effectPossible());
        assertEquals(2, rig.server.asked.size());
    }

    @Test
    void knowsThatWithoutAConnectionThereWasNoEffect() {
        rig.server.close();
        UnavailableException e = fails(UnavailableException.class, DEPLOY);
        assertFalse(e.effectPossible());
        assertTrue(e.getMessage().contains("could not be reached at 127.0.0.1 to deploy"), e.getMessage());
        assertTrue(e.getMessage().contains("no connection"), e.getMessage());
    }

    @Test
    void givesUpOnASlowAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        OkHttpTransport.Limits impatient = new OkHttpTransport.Limits(
                Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(5), 1 << 20);
        try (ClientHarness slow = new ClientHarness(impatient)) {
            slow.server.then((request, connection) -> await(end));
            UnavailableException e = assertThrows(UnavailableException.class, () -> slow.client.execute(DEPLOY));
            assertTrue(e.getMessage().contains("did not answer in time"), e.getMessage());
            assertTrue(e.effectPossible());
        } finally {
            end.countDown();
        }
    }

    @Test
    void givesUpOnAnAnswerThatTricklesForEver() {
        CountDownLatch end = new CountDownLatch(1);
        OkHttpTransport.Limits impatient = new OkHttpTransport.Limits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200), 1 << 20);
        try (ClientHarness slow = new ClientHarness(impatient)) {
            slow.server.then((request, connection) -> {
                connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                await(end);
            });
            UnavailableException e = assertThrows(UnavailableException.class, () -> slow.client.execute(READ));
            assertTrue(e.getMessage().contains("did not answer in time"), e.getMessage());
        } finally {
            end.countDown();
        }
    }

    private <E extends PlanetScaleException> E fails(Class<E> type, ApiCall<?> call) {
        return assertThrows(type, () -> rig.client.execute(call));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
