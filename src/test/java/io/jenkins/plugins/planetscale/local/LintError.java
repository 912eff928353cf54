package io.jenkins.plugins.planetscale.local;

import java.util.List;

/** A finding of the deploy check or of the schema linter. */
record LintError(String code, String table, String message, String docsUrl) {
    static LintError noUniqueKey(String table) {
        return new LintError(
                "NO_UNIQUE_KEY",
                table,
                "Table `" + table + "` has no unique key: all tables must have at least one unique, not-null key.",
                "https://planetscale.com/docs/vitess/schema-changes/onlineddl-change-unique-keys");
    }

    static List<LintError> in(Schema schema) {
        return schema.tables.values().stream()
                .filter(table -> !table.hasUniqueKey())
                .map(table -> noUniqueKey(table.name))
                .toList();
    }
}
