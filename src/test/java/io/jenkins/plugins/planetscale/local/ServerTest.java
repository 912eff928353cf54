package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.http.Api;
import io.jenkins.plugins.planetscale.local.http.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api api = Api.of(local);

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void fiftyCallersAtOnceAreServedAndOneOfThemWins() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(callers.submit(
                        () -> api.post(Api.DB + "/branches", "{'name':'dev'}").status()));
            }
            int created = 0;
            for (Future<Integer> answer : answers) {
                int status = answer.get();
                assertTrue(status == 201 || status == 422, "status " + status);
                created += status == 201 ? 1 : 0;
            }
            assertEquals(1, created);
        } finally {
            callers.shutdownNow();
        }
        assertEquals(50, local.exchanges().size());
        assertEquals(
                IntStream.range(0, 50).mapToObj(Long::valueOf).toList(),
                local.exchanges().stream().map(RecordedExchange::index).toList());
    }

    @Test
    void anExchangeTellsWhoAskedWhatAndWhatWasAnswered() {
        api.get(Api.DB + "/branches?page=1");
        RecordedExchange exchange = local.exchanges().get(0);
        assertEquals("GET", exchange.method());
        assertEquals("/v1" + Api.DB + "/branches?page=1", exchange.path());
        assertEquals(Api.DB + "/branches", exchange.resource());
        assertEquals("admin", exchange.tokenId());
        assertEquals(200, exchange.status());
        assertTrue(exchange.body().contains("\"main\""));
        assertFalse(exchange.toString().contains("admin-secret"));
    }

    @Test
    void closingDoesNotWaitForWhatIsUnderWay() throws Exception {
        local.faults().add(FaultRule.on(null, null).delay(Duration.ofMinutes(5)));
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<Api.Reply> hanging = caller.submit(() -> api.trySend("GET", Api.DB, null));
            while (local.faults().counter() == 0) {
                Thread.onSpinWait();
            }
            assertTimeout(Duration.ofSeconds(3), local::close);
            assertThrows(Exception.class, hanging::get);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void allItsThreadsAreDaemons() {
        api.get(Api.DB);
        List<String> others = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .map(Thread::getName)
                .filter(name -> name.startsWith("local-planetscale") || name.startsWith("HTTP-Dispatcher"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void onlyLoopbackIsBound() {
        assertTrue(local.url().startsWith("http://127.0.0.1:"));
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
        assertThrows(IllegalArgumentException.class, () -> LocalPlanetScale.start(everywhere, LocalClock.system()));
    }

    @Test
    void aClockOnlyGoesForward() {
        assertThrows(IllegalArgumentException.class, () -> local.clock().advance(Duration.ofSeconds(-1)));
        LocalClock system = LocalClock.system();
        system.advance(Duration.ofDays(400));
        assertTrue(system.now().isAfter(java.time.Instant.now().plus(Duration.ofDays(399))));
    }

    @Test
    void argumentsThatMakeNoSenseAreAnsweredWithTheUsage() {
        for (String[] args : List.of(
                new String[] {"--port"},
                new String[] {"--port", "x"},
                new String[] {"--port", "65536"},
                new String[] {"--host", "0.0.0.0"},
                new String[] {"--port", "1", "more"})) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            assertEquals(2, CommandLine.run(args, System.out, new PrintStream(err, true, StandardCharsets.UTF_8)));
            assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("usage:"));
        }
        assertEquals(8581, CommandLine.port(new String[0]));
        assertEquals(0, CommandLine.port(new String[] {"--port", "0"}));
    }

    private HttpResponse<String> admin(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(local.url().replace("/v1", "/_local") + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theAdminCallsDoWhatATestDoes() throws Exception {
        Database shop = local.world().database("acme", "shop");
        assertEquals(local.world().dump(), admin("GET", "/dump", "").body());
        admin("POST", "/clock", "{\"advance_seconds\":60}");
        assertEquals(LocalPlanetScale.START.plusSeconds(60), local.clock().now());
        String schema = "/organizations/acme/databases/shop/branches/main/schema";
        assertEquals(
                200, admin("PUT", schema, "CREATE TABLE t (id int PRIMARY KEY)").statusCode());
        assertTrue(shop.branch("main").schema().contains("CREATE TABLE `t`"));
        assertEquals(400, admin("PUT", schema, "nonsense").statusCode());
        admin("POST", "/tokens", "{\"id\":\"new\",\"secret\":\"new-secret\",\"organization\":\"acme\"}");
        assertEquals(200, Api.withHeader(local, "new:new-secret").get(Api.DB).status());
        admin("POST", "/faults", "{\"method\":\"GET\",\"path\":\"/branches\",\"status\":503,\"times\":2}");
        assertEquals(503, api.get(Api.DB + "/branches").status());
        admin("DELETE", "/faults", "");
        assertEquals(200, api.get(Api.DB + "/branches").status());
        admin("POST", "/faults", "{\"reset\":\"before\"}");
        assertThrows(IOException.class, () -> api.trySend("POST", Api.DB + "/branches", "{'name':'dev'}"));
        assertEquals(404, admin("GET", "/nothing", "").statusCode());
        assertEquals(400, admin("POST", "/tokens", "{}").statusCode());
        assertEquals(4, local.exchanges().size(), "admin calls are not recorded");
    }
}
