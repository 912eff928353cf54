package io.jenkins.plugins.planetscale.client.model;

/**
 * The throttling of one keyspace, 0 to 95 percent.
 */
public record ThrottlerConfiguration(String keyspaceName, double ratio) {}
