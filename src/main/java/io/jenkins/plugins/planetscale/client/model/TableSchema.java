package io.jenkins.plugins.planetscale.client.model;

/**
 * The DDL of one table: {@code raw} as text. In a deploy request diff, lines begin with {@code +} or {@code -}.
 */
public record TableSchema(String name, String raw) {
    public TableSchema {
        Required.present(name, "name");
        Required.present(raw, "raw");
    }
}
