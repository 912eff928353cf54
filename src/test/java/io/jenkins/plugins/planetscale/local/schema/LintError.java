package io.jenkins.plugins.planetscale.local.schema;

import java.util.List;

/** A finding of the deploy check or of the schema linter. */
public record LintError(String keyspace, String code, String table, String message, String docsUrl) {
    public static LintError noUniqueKey(String keyspace, String table) {
        return new LintError(
                keyspace,
                "NO_UNIQUE_KEY",
                table,
                "Table `" + table + "` has no unique key: all tables must have at least one unique, not-null key.",
                "https://planetscale.com/docs/vitess/schema-changes/onlineddl-change-unique-keys");
    }

    public static List<LintError> in(Schemas schemas) {
        return schemas.keyspaces.entrySet().stream()
                .flatMap(keyspace -> keyspace.getValue().tables.values().stream()
                        .filter(table -> !table.hasUniqueKey())
                        .map(table -> noUniqueKey(keyspace.getKey(), table.name)))
                .toList();
    }
}
