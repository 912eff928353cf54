package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OkHttpTransportTest {
    private final ScriptedServer server = new ScriptedServer();
    private final OkHttpTransport transport = new OkHttpTransport();

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void sendsAndReadsBothWaysAlike() throws Exception {
        server.otherwise(json(201, "answer", "X-One: 1", "X-One: 2"));
        Transport.Request request = request("PUT", "body".getBytes());
        Transport.Answer blocking = transport.send(request);
        Transport.Answer async = transport.enqueue(request).get(5, TimeUnit.SECONDS);
        for (Transport.Answer answer : new Transport.Answer[] {blocking, async}) {
            assertEquals(201, answer.status());
            assertEquals("1", answer.header("x-one"));
            assertArrayEquals("answer".getBytes(), answer.body());
        }
        assertEquals(server.asked.get(0), server.asked.get(1));
        assertEquals("body", server.asked.get(0).body());
    }

    @Test
    void repeatsAndFollowsNothingByItself() throws Exception {
        server.then(
                json(503, "", "Retry-After: 0"),
                json(408, ""),
                json(302, "", "Location: /elsewhere"),
                json(401, "", "WWW-Authenticate: Basic"));
        for (int status : new int[] {503, 408, 302, 401}) {
            assertEquals(status, transport.send(request("GET", null)).status());
        }
        assertEquals(4, server.asked.size());
    }

    @Test
    void tellsWhetherTheRequestLeft() {
        server.then(ScriptedServer.reset());
        Exception reset = assertThrows(Exception.class, () -> transport.send(request("POST", new byte[0])));
        assertFalse(reset instanceof Transport.NotSentException, reset.toString());
        server.close();
        Exception refused =
                assertThrows(Transport.NotSentException.class, () -> transport.send(request("POST", new byte[0])));
        assertInstanceOf(ConnectException.class, refused.getCause());
    }

    @Test
    void manyCallsAtOnceTakeFourThreads() throws Exception {
        server.otherwise(json(200, "answer"));
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(
                    transport.enqueue(request("GET", null)).thenAccept(answer -> threads.add(Thread.currentThread())));
        }
        for (CompletableFuture<Void> answer : answers) {
            answer.get(30, TimeUnit.SECONDS);
        }
        threads.remove(Thread.currentThread());
        assertTrue(threads.size() <= 4, threads::toString);
    }

    @Test
    void worksOnDaemonThreadsOfItsOwnLoader() throws Exception {
        Thread thread = transport
                .enqueue(request("GET", null))
                .thenApply(answer -> Thread.currentThread())
                .get(5, TimeUnit.SECONDS);
        if (thread != Thread.currentThread()) { // it is, when the answer was there before the question
            assertTrue(thread.isDaemon());
            assertEquals(OkHttpTransport.class.getClassLoader(), thread.getContextClassLoader());
        }
    }

    @Test
    void overridesTheDangerousSettingsOfTheGivenBuilder() throws Exception {
        OkHttpClient.Builder base = new OkHttpClient.Builder()
                .followRedirects(true)
                .retryOnConnectionFailure(true)
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Base", "kept").build()));
        try (OkHttpTransport given = new OkHttpTransport(base)) {
            server.then(json(302, "", "Location: /x"));
            assertEquals(302, given.send(request("GET", null)).status());
            assertEquals("kept", server.asked.get(0).headers().get("X-Base"));
        }
    }

    @Test
    void failsWhatComesAfterClosing() {
        transport.close();
        transport.close();
        CompletableFuture<Transport.Answer> late = transport.enqueue(request("GET", null));
        assertThrows(ExecutionException.class, () -> late.get(5, TimeUnit.SECONDS));
        assertEquals(0, server.asked.size());
    }

    private Transport.Request request(String method, byte[] body) {
        return new Transport.Request(method, URI.create(server.url() + "/x"), Map.of("Accept", "a/b"), body);
    }
}
