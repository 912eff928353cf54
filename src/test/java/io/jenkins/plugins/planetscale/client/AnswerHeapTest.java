package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JavaType;
import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reading one answer of the largest size allocates, whatever is in it: a controller has other things in its heap. */
class AnswerHeapTest {
    private static final int SIZE = 8 << 20;
    private static final long MOST = 64L << 20;
    private static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");

    /** The beginning, what is repeated, the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[|{},|{}]}",
                "{\"data\":[|{\"number\":1},|{\"number\":1}]}",
                "{\"data\":[|[],|{}]}",
                "{\"data\":[|null,|{}]}",
                "{\"data\":[|0,|{}]}",
                "{\"data\":[|\"\",|{}]}",
                "{\"data\":[],\"new\":[|{},|{}]}",
                "{\"data\":[],\"new\":[|{\"a\":[0]},|{}]}",
                "{\"data\":[{\"number\":1,\"new\":[|0,|0]}]}",
                "{\"data\":[{\"number\":1,\"deployment\":{\"deploy_operations\":[|{},|{}]}}]}",
                "{\"data\":[{\"number\":1,\"deployment\":{\"lint_errors\":[|{\"table_name\":\"a\"},|{}]}}]}",
                "{\"data\":[{\"number\":1,\"deployment\":{\"deploy_operations\":[{\"removed_foreign_key_names\":[|\"a\",|\"\"]}]}}]}",
                "{\"data\":[{\"number\":1,\"notes\":\"|ab|\"}]}",
                "{\"data\":[{\"number\":1,\"notes\":\"|\\u00e9|\"}]}",
                "{\"data\":[{\"number\":1,\"notes\":\"|\\n|\"}]}",
                "{\"data\":[],\"new\":\"|ab|\"}"
            })
    void anAnswerOfTheLargestSizeIsReadInLittleHeap(String shape) {
        JavaType type = DeployRequestCalls.list(LOGISTICS, null, null, null, 1).answer();
        byte[] body = large(shape);
        allocatedBy(() -> Json.read("{\"data\":[]}".getBytes(StandardCharsets.UTF_8), type)); // classes are loaded once
        long allocated = allocatedBy(() -> Json.read(body, type));
        assertTrue(allocated < MOST, () -> (allocated >> 20) + " MiB for 8 MiB of " + shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[|{},|{}]}",
                "{\"errors\":[|\"a\",|\"\"]}",
                "{\"message\":\"|ab|\"}",
                "{\"a\":[|0,|0]}",
                "[|[],|[]]"
            })
    void anErrorOfTheLargestSizeIsReadInLittleHeap(String shape) {
        byte[] body = large(shape);
        ErrorBody.of("{}".getBytes(StandardCharsets.UTF_8));
        long allocated = allocatedBy(() -> ErrorBody.of(body));
        assertTrue(allocated < MOST, () -> (allocated >> 20) + " MiB for an error of 8 MiB of " + shape);
    }

    @Test
    void aLargeAnswerThatHoldsWhatItShouldIsRead() throws Exception {
        JavaType type = DeployRequestCalls.list(LOGISTICS, null, null, null, 1).answer();
        String operation =
                "{\"id\":\"o\",\"state\":\"complete\",\"keyspace_name\":\"logistics\",\"table_name\":\"orders\","
                        + "\"ddl_statement\":\"ALTER TABLE `orders` ADD COLUMN `a` int\",\"html\":\"" + "x".repeat(700)
                        + "\"}";
        StringBuilder text = new StringBuilder("{\"data\":[");
        for (int number = 1; number <= 100; number++) {
            text.append(number == 1 ? "" : ",")
                    .append("{\"number\":")
                    .append(number)
                    .append(",\"deployment\":{\"deploy_operations\":[");
            for (int i = 0; i < 80; i++) {
                text.append(i == 0 ? "" : ",").append(operation);
            }
            text.append("]}}");
        }
        byte[] body = text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        assertTrue(body.length > 6 << 20, () -> body.length + " bytes");
        Page<?> page = Json.read(body, type);
        assertEquals(100, page.data().size());
    }

    private static byte[] large(String shape) {
        String[] parts = shape.split("\\|", -1);
        int times = (SIZE - parts[0].length() - parts[2].length()) / parts[1].length();
        return (parts[0] + parts[1].repeat(times) + parts[2]).getBytes(StandardCharsets.UTF_8);
    }

    private interface Reading {
        void run() throws Exception;
    }

    private static long allocatedBy(Reading reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reading.run();
        } catch (Exception refused) {
            // is as good: what counts is what it cost
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
