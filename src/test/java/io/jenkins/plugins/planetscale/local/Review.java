package io.jenkins.plugins.planetscale.local;

import java.time.Instant;

/** A review of a deploy request. */
public record Review(String id, String actor, String state, String body, Instant at) {}
