package io.jenkins.plugins.planetscale.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.Transport.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of each deploy request, the statements as they were read first: what is new in it later is never looked at. */
final class OldChange extends Planted {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STATEMENTS = List.of("deploy_operations", "deploy_operation_summaries");

    private final Map<String, JsonNode> statements = new HashMap<>();
    private final Map<String, Answer> texts = new HashMap<>();

    @Override
    Answer answer(Request request, Answer answer) {
        String path = request.url().getPath();
        if (!request.method().equals("GET") || answer.status() != 200) {
            return answer;
        }
        if (path.endsWith("/diff") || path.endsWith("/schema") && !path.contains("/main/")) {
            return texts.computeIfAbsent(request.url().toString(), url -> answer);
        }
        return path.matches(".*/deploy-requests/\\d+") ? old(path, answer) : answer;
    }

    private Answer old(String path, Answer answer) {
        try {
            JsonNode body = MAPPER.readTree(answer.body());
            if (body != null && body.get("deployment") instanceof ObjectNode deployment) {
                for (String name : STATEMENTS) {
                    JsonNode now = deployment.path(name);
                    if (!now.isEmpty()) {
                        deployment.set(name, statements.computeIfAbsent(path + name, key -> now));
                    }
                }
                return new Answer(answer.status(), answer.headers(), MAPPER.writeValueAsBytes(body));
            }
            return answer;
        } catch (IOException e) {
            return answer; // it is no JSON
        }
    }
}
