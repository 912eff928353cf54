package io.jenkins.plugins.planetscale.client.model;

/**
 * A finding of the schema linter, as of a branch or of a deploy check.
 */
public record LintError(
        String lintError,
        String subjectType,
        String keyspaceName,
        String tableName,
        String errorDescription,
        String docsUrl) {}
