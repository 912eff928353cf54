package io.jenkins.plugins.planetscale.client.model;

import java.util.List;

/** A schema or a diff, table by table; the API does not page it. */
public record SchemaDocument(List<TableSchema> data) {
    public SchemaDocument {
        data = data == null ? List.of() : data;
    }
}
