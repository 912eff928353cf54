package io.jenkins.plugins.planetscale.client.model;

import java.util.List;

/**
 * The throttler of a deploy request; ratios 0 to 95 percent.
 */
public record Throttler(List<String> keyspaces, List<ThrottlerConfiguration> configurations) {
    public Throttler {
        keyspaces = keyspaces == null ? List.of() : keyspaces;
        configurations = configurations == null ? List.of() : configurations;
    }
}
