package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A list that names a next page for ever, by mistake or by a proxy's: it is read for a while, and then each who waits has its
 * own answer. Nobody hangs, and the pages do not take the budget.
 */
class EndlessListTest {
    private static final int WAITING = 3;

    private final EngineHarness bench = new EngineHarness();

    private static String answer(String line, String element, String next) {
        if (!line.contains("?")) {
            return deployRequest(Integer.parseInt(line.replaceAll(".*/", "")), "pending_cutover");
        }
        int number = Integer.parseInt(line.replaceAll(".*[?&]page=(\\d+).*", "$1"));
        String following = next.equals("following") ? String.valueOf(number + 1) : next;
        String whole = element.equals("others") ? page(deployRequest(1_000 + number, "ready")) : page();
        return whole.replace("\"next_page\":null", "\"next_page\":" + following);
    }

    /** @param most pages that may be read in a round */
    @ParameterizedTest
    @CsvSource({
        "nothing, 2, 1",
        "nothing, following, 1",
        "others, 2, 2",
        "others, 1, 1",
        "others, -1, 1",
        "others, 2147483647, 100",
        "others, following, 100",
    })
    void eachHasItsAnswer(String element, String next, int most) throws Exception {
        bench.transport.answer(line -> answer(line, element, next));
        List<TestWork> works = new ArrayList<>();
        for (int number = 1; number <= WAITING; number++) {
            works.add(new TestWork(bench, Deploy.apply(LOGISTICS, number).approvalNeeded()));
            bench.engine.start(works.get(number - 1));
        }
        bench.advance(Duration.ofMinutes(2));
        List<String> asked = List.copyOf(bench.transport.asked);
        assertEquals(
                List.of(),
                IntStream.rangeClosed(1, WAITING)
                        .mapToObj(number -> "GET /deploy-requests/" + number)
                        .filter(line -> !asked.contains(line))
                        .toList(),
                () -> asked.size() + " requests, and no answer to");
        int pages = longestRun(asked);
        assertTrue(pages >= 1 && pages <= most, () -> pages + " pages: " + asked);
        assertTrue(works.stream().allMatch(work -> work.ended == 0 && work.broke.isEmpty()));
    }

    /** How many pages were read one after another at the most. */
    private static int longestRun(List<String> asked) {
        int longest = 0;
        int run = 0;
        for (String line : asked) {
            run = line.contains("?") ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
