package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.local.OpenApiDocument;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the operations were tested against is what PlanetScale documents, and so is what they ask. */
class ConformanceTest {
    /** Calls that the OpenAPI document does not have; that they are there is known from elsewhere. */
    private static final Set<String> UNDOCUMENTED =
            Set.of("GET …/deploy-requests/…/diff", "POST …/branches/…/refresh-schema");

    private final OpenApiDocument document = OpenApiDocument.ofTable();
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> undocumented = new TreeSet<>();
    private int answers;
    private int requests;

    @Test
    void everyRequestAndEveryAnswerThatAnOperationReadsIsAsTheOpenApiDocumentSays() throws Exception {
        for (Scenario scenario : Scenarios.all().toList()) {
            try (OperationHarness rig = new OperationHarness()) {
                scenario.prepare().accept(rig.brisk());
                rig.run(scenario.operation(rig), operation -> scenario.person().accept(operation));
                rig.sent.forEach(sent -> check(sent.call()));
                for (RecordedExchange exchange : rig.server.exchanges()) {
                    check(exchange);
                }
            }
        }
        assertEquals(List.of(), violations);
        assertEquals(UNDOCUMENTED, undocumented);
        assertTrue(answers > 150, answers + " answers were checked");
        assertTrue(requests > 150, requests + " requests were checked");
    }

    private void check(ApiCall<?> call) {
        requests++;
        String path = "/" + String.join("/", call.path());
        if (document.operation(call.method(), path).isEmpty()) {
            undocumented.add(call.method() + " …/" + call.path().get(4) + "/…/"
                    + call.path().get(call.path().size() - 1));
        }
        document.requestViolations(
                        call.method(),
                        path,
                        call.query().keySet(),
                        call.body() == null ? null : mapper.valueToTree(call.body()))
                .forEach(violation -> violations.add(call + ": " + violation));
    }

    private void check(RecordedExchange exchange) throws IOException {
        if (exchange.status() < 300
                && exchange.body() != null
                && !exchange.body().isEmpty()
                && document.operation(exchange.method(), exchange.resource()).isPresent()) {
            answers++;
            document.violations(
                            exchange.method(), exchange.resource(), exchange.status(), mapper.readTree(exchange.body()))
                    .forEach(violation -> violations.add(exchange + ": " + violation));
        }
    }
}
