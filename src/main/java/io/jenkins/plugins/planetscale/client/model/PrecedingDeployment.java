package io.jenkins.plugins.planetscale.client.model;

/**
 * A deployment that is ahead in the queue.
 */
public record PrecedingDeployment(String id, String state, Integer deployRequestNumber) {}
