package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The body of a successful answer: its first line names the call. */
final class AnswerTarget implements FuzzTarget {
    private static final DatabaseRef DATABASE = new DatabaseRef("mechanica", "logistics");
    private static final Map<String, ApiCall<?>> CALLS = Map.of(
            "deploy-request", DeployRequestCalls.get(DATABASE, 7),
            "deploy-requests", DeployRequestCalls.list(DATABASE, null, null, null, 1),
            "deploy", DeployRequestCalls.deploy(DATABASE, 7, false),
            "branch", BranchCalls.get(DATABASE, "dev"),
            "schema", BranchCalls.schema(DATABASE, "dev"),
            "delete", BranchCalls.delete(DATABASE, "dev", false),
            "backups", BackupCalls.list(DATABASE, "main", 1),
            "passwords", PasswordCalls.list(DATABASE, "dev", 1),
            "databases", DatabaseCalls.list("mechanica", 1),
            "reviews", DeployRequestCalls.reviews(DATABASE, 7, 1));

    /** As many as it takes to read a page that is too large by the smallest pages. */
    private static final int MOST_REQUESTS = 110;

    private final SameAnswer api = new SameAnswer();

    @Override
    public String run(byte[] input) {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        String name = new String(input, 0, Math.min(line, 40), StandardCharsets.UTF_8).strip();
        ApiCall<?> call = CALLS.getOrDefault(name, CALLS.get("deploy-request"));
        byte[] body = Arrays.copyOfRange(input, Math.min(input.length, line + 1), input.length);
        api.answers(200, Map.of("Content-Type", "application/json"), body);
        try {
            Object value = api.client.execute(call);
            Promises.visible(value, "");
            return name + ": read " + (value == null ? "nothing" : value.toString().length() / 100);
        } catch (PlanetScaleException e) {
            Promises.message(e.getMessage());
            return name + ": " + Promises.kind(e.getMessage());
        } finally {
            assertTrue(api.requests() <= MOST_REQUESTS, () -> api.requests() + " requests");
        }
    }

    @Override
    public List<String> words() {
        return List.of(
                "\"data\":[", "\"next_page\":2", "\"number\":", "\"deployment\":{", "\"deploy_operations\":[{",
                "\"ddl_statement\":\"", "\"deploy_errors\":\"", "\"created_at\":\"", "2026-01-01T00:00:00.000Z",
                "\"+1000000000-12-31T23:59:59Z\"", "1e400000000", "\"plain_text\":\"pscale_pw_hidden\"", "\"lint_errors\":[",
                "\"id\":\"x\"", "\"name\":\"dev\"", "}", "]", ",", ":", "\"raw\":\"", "\\u0000", "\\ud800", "\\n", "\"actor\":{",
                "Duplicate entry '", "' for key", "Incorrect value: '", "pscale_tkn_s3cr3t", "\"lookup_vindex_operations\":[{");
    }

    @Override
    public int longest() {
        return 8 << 20;
    }
}
