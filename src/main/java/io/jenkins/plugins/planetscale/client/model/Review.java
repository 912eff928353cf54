package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A review of a deploy request: {@code state} is {@code approved} or {@code commented}.
 */
public record Review(String id, String state, String body, Actor actor, Instant createdAt) implements Made {}
