package io.jenkins.plugins.planetscale.client.model;

/**
 * The progress of one statement on one shard.
 */
public record ShardOperation(String id, String shard, String state, Double progressPercentage, Double etaSeconds) {}
