package io.jenkins.plugins.planetscale.release.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeployFailuresTest {
    @Test
    void saysEachReasonOnce() {
        assertEquals(": table orders: no room", reasons(List.of(failed("no room."), failed("no room..."))));
    }

    /** A deployment over many shards can fail in each of them for a reason of its own. */
    @Test
    void tensOfThousandsOfErrorsAreToldByTheFirstOfThem() {
        List<DeployOperation> operations = IntStream.range(0, 80_000)
                .mapToObj(i -> failed("row " + i + " is wrong" + ".".repeat(20)))
                .toList();
        String reasons = assertTimeoutPreemptively(TestLimits.HANGING, () -> reasons(operations));
        assertTrue(reasons.startsWith(": table orders: row 0 is wrong; table orders: row 1 is wrong"), reasons);
        assertTrue(reasons.endsWith("; and 79980 more, which the deploy request's page shows"), reasons);
    }

    /** A pattern for the dots at the end would begin to look at each dot anew. */
    @Test
    void aLongRowOfDotsCostsNothing() {
        String dots = ".".repeat(1 << 20) + "x";
        assertTimeoutPreemptively(TestLimits.HANGING, () -> reasons(List.of(failed(dots))));
    }

    private static String reasons(List<DeployOperation> operations) {
        Deployment deployment = make(Deployment.class, Map.of("deployOperations", operations));
        return DeployFailures.reasons(make(DeployRequest.class, Map.of("number", 1, "deployment", deployment)));
    }

    private static DeployOperation failed(String why) {
        return make(DeployOperation.class, Map.of("tableName", "orders", "deployErrors", why));
    }

    /** A record that holds only that. */
    private static <T extends Record> T make(Class<T> type, Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> values.getOrDefault(component.getName(), nothing(component.getType())))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : null;
    }
}
