package io.jenkins.plugins.planetscale.client.model;

/**
 * One statement of a revert.
 */
public record RevertOperation(String state, String keyspaceName, String tableName, String revertErrors) {}
