package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page that is too large to be read at once. */
class SmallerPagesTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> asked = new ArrayList<>();
    private final Large server = new Large();

    /** How many deploy requests there are; those of a page that holds {@code heavy} and more than {@code light} are too large. */
    private int count = 250;

    private int heavy = 42;
    private int light = 10;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void isReadByTenAtATime() throws Exception {
        Page<DeployRequest> page = client().execute(list(1));
        assertEquals(IntStream.rangeClosed(1, 100).boxed().toList(), numbers(page));
        assertEquals(2, page.nextPage());
        assertEquals(11, asked.size(), asked::toString);
    }

    @Test
    void isReadByTenAtATimeWithoutAThread() throws Exception {
        Page<DeployRequest> page = client().enqueue(list(1)).get();
        assertEquals(IntStream.rangeClosed(1, 100).boxed().toList(), numbers(page));
        assertEquals(2, page.nextPage());
        assertEquals(11, asked.size(), asked::toString);
    }

    @Test
    void isReadOneByOneWhereEvenTenAreTooLarge() throws Exception {
        light = 1;
        heavy = 142;
        for (Page<DeployRequest> page :
                List.of(client().execute(list(2)), client().enqueue(list(2)).get())) {
            assertEquals(IntStream.rangeClosed(101, 200).boxed().toList(), numbers(page));
            assertEquals(3, page.nextPage());
        }
    }

    @Test
    void theLastPageEndsTheList() throws Exception {
        heavy = 242;
        Page<DeployRequest> page = client().execute(list(3));
        assertEquals(IntStream.rangeClosed(201, 250).boxed().toList(), numbers(page));
        assertNull(page.nextPage());
    }

    @Test
    void oneThatIsTooLargeAloneIsNotLeftOut() {
        light = 0;
        MalformedException e = assertThrows(MalformedException.class, () -> client().execute(list(1)));
        assertTrue(e.isTooLarge());
        assertTrue(e.getMessage().contains("too large to be read"), e.getMessage());
        assertTrue(e.getMessage().contains("the deploy requests of mechanica/logistics"), e.getMessage());
        ExecutionFailure.of(client().enqueue(list(1)));
    }

    @Test
    void allTogetherMustNotBeTooLargeEither() {
        server.filler = 400_000;
        MalformedException e = assertThrows(MalformedException.class, () -> client().execute(list(1)));
        assertTrue(e.isTooLarge());
        assertTrue(asked.size() < 15, asked::toString);
    }

    @Test
    void allPagesOfAListAreReadSo() throws Exception {
        assertEquals(
                250, client().executeAll(page -> list(page)).stream().distinct().count());
    }

    private PlanetScaleClient client() {
        return PlanetScaleClient.builder()
                .authorization(() -> new ServiceToken("id", "secret"))
                .transport(server)
                .budget(new RateBudget(100_000))
                .scheduler(timer)
                .build();
    }

    private static ApiCall<Page<DeployRequest>> list(int page) {
        return DeployRequestCalls.list(LOGISTICS, null, null, null, page);
    }

    private static List<Integer> numbers(Page<DeployRequest> page) {
        return page.data().stream().map(DeployRequest::number).toList();
    }

    private static final class ExecutionFailure {
        static void of(CompletableFuture<?> answer) {
            Throwable cause = assertThrows(java.util.concurrent.ExecutionException.class, answer::get)
                    .getCause();
            assertTrue(cause instanceof MalformedException malformed && malformed.isTooLarge(), String.valueOf(cause));
        }
    }

    private final class Large implements Transport {
        private int filler;

        @Override
        public Answer send(Request request) throws OversizedException {
            URI url = request.url();
            asked.add(url.getRawQuery());
            Map<String, Integer> query = List.of(url.getRawQuery().split("&")).stream()
                    .map(pair -> pair.split("="))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
            int size = query.get("per_page");
            int first = (query.get("page") - 1) * size + 1;
            int last = Math.min(count, first + size - 1);
            if (first <= heavy && heavy <= last && size > light) {
                throw new OversizedException(200, 8 << 20);
            }
            String data = IntStream.rangeClosed(first, last)
                    .mapToObj(number -> "{\"number\":" + number + ",\"html\":\"" + "x".repeat(filler) + "\"}")
                    .collect(Collectors.joining(","));
            String text =
                    "{\"next_page\":" + (last < count ? query.get("page") + 1 : null) + ",\"data\":[" + data + "]}";
            return new Answer(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public CompletableFuture<Answer> enqueue(Request request) {
            try {
                return CompletableFuture.completedFuture(send(request));
            } catch (OversizedException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void close() {}
    }
}
