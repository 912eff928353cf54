package io.jenkins.plugins.planetscale.steps.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of the approvals that were asked for are remembered. */
class ApprovalRequirementsTest {
    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final String URL = "https://api.example.com";

    private final List<ApprovalRequirement> list = new ArrayList<>();

    private void ask(String apiUrl, int number, long since, long at) {
        ApprovalRequirements.put(
                list,
                new ApprovalRequirement(
                        new DeployRequestRef(apiUrl, "mechanica/logistics", number),
                        new ApprovalPolicy(new ApprovalSettings(), List.of()),
                        since,
                        at,
                        null));
    }

    private List<Integer> numbers() {
        return list.stream().map(asked -> asked.deployRequest().number()).toList();
    }

    @Test
    void ofEachDeployRequestTheNewest() {
        ask(URL, 1, 10, 10);
        ask("https://other.example.com", 1, 11, 11);
        ask(URL, 2, 12, 12);
        ask(URL, 1, 13, 13);
        ask(URL, 1, 10, 14); // asked again after a restart of Jenkins
        assertEquals(List.of(1, 2, 1), numbers());
        assertEquals(
                List.of(11L, 12L, 13L),
                list.stream().map(ApprovalRequirement::since).toList());
    }

    @Test
    void oneThatDoesNotSayWhereItLeadsIsTakenForTheSame() {
        ask(null, 1, 10, 10);
        ask(URL, 1, 11, 11);
        assertEquals(List.of(11L), list.stream().map(ApprovalRequirement::since).toList());
    }

    @Test
    void notForEverAndNotWithoutEnd() {
        ask(URL, 1, 0, 0);
        ask(URL, 2, 2 * DAY, 2 * DAY);
        ask(URL, 3, 31 * DAY, 31 * DAY);
        assertEquals(List.of(2, 3), numbers());
        IntStream.rangeClosed(4, ApprovalRequirements.MOST + 3).forEach(number -> ask(URL, number, 31 * DAY, 31 * DAY));
        assertEquals(ApprovalRequirements.MOST, list.size());
        assertEquals(4, numbers().get(0));
    }
}
