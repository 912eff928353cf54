package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.planetscale.local.Exchange;
import io.jenkins.plugins.planetscale.local.OpenApiDocument;
import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operations were tested against is what PlanetScale documents. */
class ConformanceTest {
    @Test
    void everyAnswerThatAnOperationReadsIsAsTheOpenApiDocumentSays() throws Exception {
        OpenApiDocument document = OpenApiDocument.find().orElse(null);
        assumeTrue(
                document != null, "shared/planetscale-openapi.yaml is not here, so there is nothing to check against");
        List<String> violations = new ArrayList<>();
        int checked = 0;
        for (Scenario scenario : Scenarios.all().toList()) {
            try (Rig rig = new Rig()) {
                scenario.prepare().accept(rig.brisk());
                rig.run(scenario.operation(rig), operation -> scenario.person().accept(operation));
                for (Exchange exchange : rig.server.exchanges()) {
                    if (exchange.status() < 300
                            && exchange.body() != null
                            && !exchange.body().isEmpty()
                            && document.operation(exchange.method(), exchange.resource())
                                    .isPresent()) {
                        checked++;
                        document.violations(
                                        exchange.method(),
                                        exchange.resource(),
                                        exchange.status(),
                                        new ObjectMapper().readTree(exchange.body()))
                                .forEach(violation -> violations.add(exchange + ": " + violation));
                    }
                }
            }
        }
        assertEquals(List.of(), violations);
        assertTrue(checked > 150, checked + " answers were checked");
    }
}
