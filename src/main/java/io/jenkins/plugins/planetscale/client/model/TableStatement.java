package io.jenkins.plugins.planetscale.client.model;

import java.util.List;

/** One statement of a deployment on a table, on one shard or over all of them. */
public interface TableStatement {
    String keyspaceName();

    String tableName();

    String operationName();

    String ddlStatement();

    /** Null where PlanetScale does not say. */
    Boolean canDropData();

    /** Null where PlanetScale does not say. */
    Boolean tableRecentlyUsed();

    List<String> removedForeignKeyNames();
}
