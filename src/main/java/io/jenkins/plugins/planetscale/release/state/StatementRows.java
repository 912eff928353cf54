package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows of one statement in {@code deploy_operations}: there can be one for each shard. Immutable. */
public final class StatementRows {
    private record Key(String keyspace, String table, String statement) {}

    private final List<DeployOperation> rows = new ArrayList<>();

    /** By statement, in PlanetScale's order. */
    public static List<StatementRows> of(Deployment deployment) {
        Map<Key, StatementRows> statements = new LinkedHashMap<>();
        for (DeployOperation row : deployment.deployOperations()) {
            Key key = new Key(
                    row.keyspaceName(),
                    row.tableName(),
                    Objects.toString(row.ddlStatement(), "").strip());
            statements.computeIfAbsent(key, ignored -> new StatementRows()).rows.add(row);
        }
        return List.copyOf(statements.values());
    }

    public DeployOperation first() {
        return rows.get(0);
    }

    /** Of the shard that is behind the others; null where none says. */
    public Double percent() {
        return numbers(DeployOperation::progressPercentage).min(Double::compare).orElse(null);
    }

    /** Of the shard that takes longest; null where none says. */
    public Double etaSeconds() {
        return numbers(DeployOperation::etaSeconds).max(Double::compare).orElse(null);
    }

    /** As PlanetScale calls it: of a failed shard where there is one, else of the first that is not through. */
    public String state() {
        return rows.stream()
                .map(DeployOperation::state)
                .filter("error"::equals)
                .findFirst()
                .or(() -> rows.stream()
                        .map(DeployOperation::state)
                        .filter(state -> state != null && !"complete".equals(state))
                        .findFirst())
                .orElse(first().state());
    }

    public boolean throttled() {
        return rows.stream().anyMatch(row -> row.throttledAt() != null);
    }

    /** The first that PlanetScale gives; null for none. */
    public String error() {
        return rows.stream()
                .map(DeployOperation::deployErrors)
                .filter(error -> error != null && !error.isBlank())
                .findFirst()
                .orElse(null);
    }

    private Stream<Double> numbers(Function<DeployOperation, Double> number) {
        return rows.stream().map(number).filter(Objects::nonNull);
    }
}
