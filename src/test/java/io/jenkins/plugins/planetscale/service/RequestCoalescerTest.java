package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.page;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestCoalescerTest {
    private static final String LIST = "GET /deploy-requests?into_branch=main&page=1&per_page=100&state=open";
    private static final Duration ROUND = Duration.ofSeconds(10); // what is staged is looked at every ten seconds

    private final EngineHarness bench = new EngineHarness();
    private final List<DriveHandle> watches = new ArrayList<>();
    private int listed = 100;

    @Test
    void oneAloneAsksForItsOwnWithoutWaiting() throws Exception {
        staged(7);
        bench.settle();
        assertEquals(List.of("GET /deploy-requests/7"), bench.transport.asked);
    }

    @Test
    void oneListCallServesAllWaitersOfADatabase() throws Exception {
        List<TestWork> works = staged(IntStream.rangeClosed(1, 50).toArray());
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(LIST), bench.transport.asked);
        assertTrue(works.stream().allMatch(work -> work.said.size() == 1 && work.broke.isEmpty()));
        assertEquals(50, bench.engine.works().size());
    }

    @Test
    void waitersThatBeganAtDifferentTimesFallIntoStep() throws Exception {
        for (int number = 1; number <= 10; number++) {
            staged(number);
            bench.advance(Duration.ofSeconds(1));
        }
        bench.advance(ROUND);
        bench.transport.asked.clear();
        bench.advance(ROUND.multipliedBy(5));
        assertEquals(Collections.nCopies(bench.transport.asked.size(), LIST), bench.transport.asked);
        assertTrue(bench.transport.asked.size() <= 6, bench.transport.asked.size() + " calls in five rounds");
    }

    @Test
    void oneThatIsNotOnThePageAsksForItsOwn() throws Exception {
        listed = 2;
        staged(1, 2, 3);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(LIST, "GET /deploy-requests/3"), bench.transport.asked);
    }

    @Test
    void aPageIsTurnedWhereTheNextOneAnswersSeveral() throws Exception {
        staged(1, 2, 3, 4);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        String second = LIST.replace("&page=1", "&page=2");
        bench.transport.answer(line -> {
            if (line.equals(LIST)) {
                return page(deployRequest(1, "pending_cutover"), deployRequest(2, "pending_cutover"))
                        .replace("\"next_page\":null", "\"next_page\":2");
            }
            return line.equals(second)
                    ? page(deployRequest(3, "pending_cutover"), deployRequest(4, "pending_cutover"))
                    : planetScale(line);
        });
        bench.advance(ROUND);
        assertEquals(List.of(LIST, second), bench.transport.asked);
    }

    @Test
    void whereTheListIsLongFewAskForTheirOwn() throws Exception {
        staged(1, 2, 3);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        int pages = 5;
        bench.transport.answer(line -> {
            if (!line.contains("?")) {
                return planetScale(line);
            }
            int page = Integer.parseInt(line.replaceAll(".*&page=(\\d+).*", "$1"));
            return page(page < pages ? deployRequest(1_000 + page, "ready") : deployRequest(1, "pending_cutover"))
                    .replace("\"next_page\":null", "\"next_page\":" + (page < pages ? page + 1 : "null"));
        });
        bench.advance(ROUND);
        assertEquals(pages + 2, bench.transport.asked.size(), "all pages, and two that were on none");
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(
                List.of("GET /deploy-requests/1", "GET /deploy-requests/2", "GET /deploy-requests/3"),
                bench.transport.asked);
    }

    @Test
    void ofDeployRequestsIntoSeveralBranchesAllOpenOnesAreListed() throws Exception {
        staged(1, 2);
        String all = "GET /deploy-requests?page=1&per_page=100&state=open";
        String other = deployRequest(2, "pending_cutover").replace("main", "staging");
        bench.transport.answer(line -> {
            if (line.equals("GET /deploy-requests/2")) {
                return other;
            }
            return line.equals(all) ? page(deployRequest(1, "pending_cutover"), other) : planetScale(line);
        });
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(all), bench.transport.asked);
    }

    @Test
    void anElementWithoutItsDeploymentIsNotTrusted() throws Exception {
        staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.transport.answer(line -> line.equals(LIST)
                ? page(deployRequest(1, "pending_cutover"), "{\"number\":2,\"deployment_state\":\"pending_cutover\"}")
                : planetScale(line));
        bench.advance(ROUND);
        assertEquals(List.of(LIST, "GET /deploy-requests/2"), bench.transport.asked);
    }

    @Test
    void whoMayNotListAsksForItsOwn() throws Exception {
        List<TestWork> works = staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.answer(line -> line.equals("GET /deploy-requests/2")
                ? planetScale(line)
                : status(403, "{\"code\":\"forbidden\",\"message\":\"not from here\"}"));
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(LIST, "GET /deploy-requests/1", "GET /deploy-requests/2"), bench.transport.asked);
        assertTrue(works.get(0).operation.failure().getMessage().contains("not from here"));
        assertEquals(0, works.get(1).ended + works.get(1).broke.size());
    }

    @Test
    void oneWhoseCredentialIsGoneDoesNotTakeTheOthersWithIt() throws Exception {
        bench.transport.answer(this::planetScale);
        boolean[] revoked = {false};
        ApiAccess leaving = new ApiAccess() {
            @Override
            public String connection() {
                return "main";
            }

            @Override
            public String baseUrl() {
                return EngineHarness.access("main", "token", 600).baseUrl();
            }

            @Override
            public int requestsPerMinute() {
                return 600;
            }

            /** Is there when the round begins, and not when the list is asked for. */
            @Override
            public ServiceToken token() throws IOException {
                if (revoked[0]) {
                    throw new IOException("the credential was deleted");
                }
                return EngineHarness.access("main", "token", 600).token();
            }
        };
        TestWork gone = new TestWork(bench, deploy(LOGISTICS, 1), leaving);
        drive(gone);
        List<TestWork> works = staged(2, 3);
        bench.advance(RequestCoalescer.WINDOW);
        revoked[0] = true;
        bench.advance(Duration.ofMinutes(8));
        assertEquals(1, gone.ended);
        assertTrue(gone.operation.failure().getMessage().contains("the credential was deleted"));
        works.forEach(work -> assertEquals(0, work.ended + work.broke.size()));
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(LIST), bench.transport.asked);
    }

    @Test
    void aListThatIsTooLargeIsReadByFewerAtATime() throws Exception {
        List<TestWork> works = staged(1, 2, 3);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        String twenty = LIST.replace("100", "20");
        bench.transport.answer(line -> line.equals(LIST)
                ? new Transport.OversizedException(200, 8 << 20)
                : planetScale(line.replace(twenty, LIST)));
        bench.advance(ROUND);
        assertEquals(List.of(LIST, twenty), bench.transport.asked);
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of(twenty), bench.transport.asked, "what was too large is remembered");
        works.forEach(work -> assertEquals(0, work.ended + work.broke.size()));
    }

    @Test
    void whereEveryListIsTooLargeEachAsksForItsOwn() throws Exception {
        List<TestWork> works = staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.transport.answer(
                line -> line.contains("?") ? new Transport.OversizedException(200, 8 << 20) : planetScale(line));
        bench.advance(ROUND);
        assertEquals(
                List.of(
                        LIST,
                        LIST.replace("100", "20"),
                        LIST.replace("100", "4"),
                        "GET /deploy-requests/1",
                        "GET /deploy-requests/2"),
                bench.transport.asked);
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of("GET /deploy-requests/1", "GET /deploy-requests/2"), bench.transport.asked);
        works.forEach(work -> assertEquals(0, work.ended + work.broke.size()));
    }

    @Test
    void anOutageIsWaitedOutByEverybody() throws Exception {
        List<TestWork> works = staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.answer(line -> new IOException("reset"));
        bench.advance(ROUND);
        bench.transport.answer(this::planetScale);
        bench.advance(ROUND);
        assertEquals(2, bench.engine.works().size());
        works.forEach(work -> assertEquals(0, work.ended + work.broke.size()));
    }

    @Test
    void aWorkThatStopsDoesNotTakeTheOthersAnswerAway() throws Exception {
        staged(1, 2, 3);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.transport.answer(line -> null);
        bench.advance(ROUND);
        watches.get(0).stop();
        bench.settle();
        bench.transport.answer(this::planetScale);
        bench.transport.pending.get(0).complete(status(200, (String) planetScale(LIST)));
        bench.settle();
        assertEquals(List.of(LIST), bench.transport.asked);
        assertEquals(2, bench.engine.works().size());
        assertEquals(1, bench.timers(), "one for all who sleep");
    }

    @Test
    void whoIsWaitedForWhenTheEngineClosesIsForgottenWithoutAFailure() throws Exception {
        staged(1, 2, 3);
        bench.settle();
        bench.engine.close();
        bench.advance(ROUND);
        assertEquals(List.of(), bench.failedTicks);
        assertEquals(1, bench.transport.asked.size());
    }

    @Test
    void theLastOneLeftAsksForItsOwnAgain() throws Exception {
        staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        watches.get(0).stop();
        bench.transport.asked.clear();
        bench.advance(ROUND);
        assertEquals(List.of("GET /deploy-requests/2"), bench.transport.asked);
    }

    @Test
    void anotherTokenOrDatabaseSharesNothing() throws Exception {
        drive(new TestWork(bench, deploy(LOGISTICS, 1), EngineHarness.access("a", "token-a", 600)));
        drive(new TestWork(bench, deploy(LOGISTICS, 2), EngineHarness.access("b", "token-b", 600)));
        drive(new TestWork(
                bench, deploy(new DatabaseRef("mechanica", "other"), 3), EngineHarness.access("a", "token-a", 600)));
        bench.advance(ROUND);
        assertTrue(
                bench.transport.asked.stream().noneMatch(line -> line.contains("?")), bench.transport.asked::toString);
    }

    @Test
    void whoOnlyKnowsTheIdOfATokenSharesNothing() throws Exception {
        drive(new TestWork(bench, deploy(LOGISTICS, 1), EngineHarness.access("a", "token", 600)));
        ServiceToken guessed = new ServiceToken("token", "guessed");
        drive(new TestWork(bench, deploy(LOGISTICS, 2), EngineHarness.access("b", guessed, 600)));
        bench.advance(ROUND);
        assertTrue(
                bench.transport.asked.stream().noneMatch(line -> line.contains("?")), bench.transport.asked::toString);
    }

    @Test
    void anEffectIsNeitherDelayedNorShared() throws Exception {
        staged(1, 2);
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        for (DriveHandle watch : watches) {
            watch.change(operation -> ((Deploy) operation).approve("ann"));
        }
        bench.advance(RequestCoalescer.WINDOW);
        assertEquals(
                List.of(LIST, "POST /deploy-requests/1/apply-deploy", "POST /deploy-requests/2/apply-deploy"),
                bench.transport.asked.subList(0, 3));
    }

    @Test
    void waitersForBranchesShareAListToo() throws Exception {
        for (String name : List.of("one", "two")) {
            drive(new TestWork(bench, new EnsureBranch(LOGISTICS, branch(name), IfExists.REUSE)));
        }
        bench.transport.answer(line -> {
            if (line.equals("GET ")) { // the database itself
                return "{\"name\":\"logistics\",\"kind\":\"mysql\",\"default_branch\":\"main\"}";
            }
            if (line.startsWith("GET /branches/")) {
                return pendingBranch(line.substring("GET /branches/".length()));
            }
            return page(pendingBranch("one"), pendingBranch("two"));
        });
        bench.advance(RequestCoalescer.WINDOW);
        bench.transport.asked.clear();
        bench.advance(Duration.ofSeconds(1));
        assertEquals(List.of("GET /branches?page=1&per_page=100"), bench.transport.asked);
    }

    private List<TestWork> staged(int... numbers) throws Exception {
        bench.transport.answer(this::planetScale);
        List<TestWork> works = new ArrayList<>();
        for (int number : numbers) {
            TestWork work = new TestWork(bench, deploy(LOGISTICS, number));
            works.add(work);
            drive(work);
        }
        return works;
    }

    private static Deploy deploy(DatabaseRef database, int number) throws Exception {
        return Deploy.apply(database, number).approvalNeeded();
    }

    private void drive(TestWork work) {
        watches.add(bench.engine.start(work));
    }

    private static NewBranch branch(String name) {
        return new NewBranch(name, null, false, null, null, null);
    }

    private static String pendingBranch(String name) {
        return ScriptedTransport.branch(name).replace("true", "false");
    }

    private Object planetScale(String line) {
        if (line.equals(LIST)) {
            return page(IntStream.rangeClosed(1, listed)
                    .mapToObj(number -> deployRequest(number, "pending_cutover"))
                    .toArray(String[]::new));
        }
        return deployRequest(Integer.parseInt(line.replaceAll(".*/deploy-requests/(\\d+).*", "$1")), "pending_cutover");
    }
}
