package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.page;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PlanetScaleServiceTest {
    private static final int WORKS = 200;

    private final FakeApi api = new FakeApi().answer(PlanetScaleServiceTest::staged);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void twoHundredWaitingWorksHoldNoExecutorAndNoThread(JenkinsRule j) throws Exception {
        PlanetScaleService service = PlanetScaleService.get();
        for (int number = 1; number <= WORKS; number++) {
            service.start(new FakeWork(deploy(number), api, "job #" + number + ", planetscaleApply"));
        }
        await().atMost(TestLimits.HANGING)
                .until(() -> service.works().stream()
                                .filter(work -> work.nextLook() != null)
                                .count()
                        == WORKS);
        // more than the first page of the list holds, and so with calls of their own for the rest
        assertThat(api.asked.size(), lessThan(WORKS));

        // the next look is a minute away; threads end when they have been idle for a while
        await().atMost(TestLimits.HANGING).until(PlanetScaleServiceTest::threads, is(empty()));
        assertThat(service.works(), hasSize(WORKS));
        assertEquals(0, j.jenkins.toComputer().countBusy());
        assertEquals(0, j.jenkins.getQueue().getItems().length);
    }

    @Test
    void callsBackInTheBackgroundOnly(JenkinsRule j) throws Exception {
        api.answer(line -> deployRequest(7, "complete"));
        FakeWork work = new FakeWork(Deploy.apply(LOGISTICS, 7), api, "job #1");
        PlanetScaleService.get().start(work);
        DeployResult result = ((Deploy) work.end.get(20, TimeUnit.SECONDS)).result();
        assertEquals(Outcome.APPLIED, result.outcome());
        assertThat(work.threads, everyItem(startsWith("PlanetScale service")));
    }

    @Test
    void countsBlockingCallsAgainstTheSameBudget(JenkinsRule j) throws Exception {
        FakeWork work = new FakeWork(deploy(7), api, "job #1");
        PlanetScaleService.get().start(work);
        await().until(() -> api.asked.size(), is(1));
        PlanetScaleService.get()
                .client(api)
                .execute(io.jenkins.plugins.planetscale.client.api.DeployRequestCalls.get(LOGISTICS, 7));
        assertEquals(
                List.of(new TokenStatus(api.baseUrl(), "token-id", 600, 2, 598, 0)),
                PlanetScaleService.get().tokens());
    }

    @Test
    void goesThroughJenkinsProxyAndFollowsItsChanges(JenkinsRule j) throws Exception {
        ApiAccess beyond = new ApiAccess() {
            @Override
            public String connection() {
                return "beyond";
            }

            @Override
            public String baseUrl() {
                return "http://planetscale.invalid/v1";
            }

            @Override
            public int requestsPerMinute() {
                return 600;
            }

            @Override
            public ServiceToken token() {
                return api.token();
            }
        };
        DriveHandle watch;
        try (FakeApi other = new FakeApi().answer(PlanetScaleServiceTest::staged)) {
            j.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", other.port()));
            watch = PlanetScaleService.get().start(new FakeWork(deploy(7), beyond, "job #1"));
            await().until(() -> other.asked, is(List.of("GET /deploy-requests/7")));
            assertThat(api.asked, is(empty()));

            j.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", api.port()));
            await().until(() -> PlanetScaleService.get().works().get(0).nextLook() != null);
            watch.wake();
            await().until(() -> api.asked, is(List.of("GET /deploy-requests/7")));
            assertThat(other.asked, hasSize(1));
        }
        watch.stop();
        assertThat(PlanetScaleService.get().works(), is(empty()));
    }

    @Test
    void endsInOrderWithJenkins(JenkinsRule j) throws Exception {
        FakeWork work = new FakeWork(deploy(7), api, "job #1");
        PlanetScaleService service = PlanetScaleService.get();
        service.start(work);
        await().until(() -> service.works().stream().anyMatch(waiting -> waiting.nextLook() != null));
        PlanetScaleService.terminate();
        assertThat(service.works(), is(empty()));
        assertNull(work.end.getNow(null), "a work that goes on in the next session has not ended");
        service.start(new FakeWork(deploy(8), api, "job #2")).wake();
        assertThat(service.works(), is(empty()));
        await().atMost(TestLimits.HANGING).until(PlanetScaleServiceTest::threads, is(empty()));
        assertEquals(List.of("GET /deploy-requests/7"), api.asked);
    }

    private static Deploy deploy(int number) throws Exception {
        return Deploy.apply(LOGISTICS, number).approvalNeeded();
    }

    private static Object staged(String line) {
        if (line.startsWith("GET /deploy-requests?")) {
            return page(IntStream.rangeClosed(101, WORKS)
                    .mapToObj(number -> deployRequest(number, "pending_cutover"))
                    .toArray(String[]::new));
        }
        return deployRequest(Integer.parseInt(line.replaceAll(".*/", "")), "pending_cutover");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("PlanetScale"))
                .toList();
    }
}
