package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.LintError;
import java.io.Serializable;

/** A finding of PlanetScale's schema linter. All texts are PlanetScale's and may be null. */
public final class LintFinding implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String keyspace;
    private final String table;
    private final String description;
    private final String link;

    private LintFinding(LintError from, TableNames names) {
        this.rule = from.lintError();
        this.keyspace = from.keyspaceName();
        this.table = from.tableName() == null ? null : names.of(from.keyspaceName(), from.tableName());
        this.description = from.errorDescription();
        this.link = from.docsUrl();
    }

    public static LintFinding of(LintError from, TableNames names) {
        return new LintFinding(from, names);
    }

    private LintFinding(String rule, String keyspace, String table, String description, String link) {
        this.rule = rule;
        this.keyspace = keyspace;
        this.table = table;
        this.description = description;
        this.link = link;
    }

    private Object readResolve() {
        return new LintFinding(ReadBack.text(rule), keyspace, table, ReadBack.text(description), ReadBack.text(link));
    }

    /** {@code NO_UNIQUE_KEY} … */
    public String rule() {
        return rule;
    }

    public String keyspace() {
        return keyspace;
    }

    /** With its keyspace wherever there is more than one. */
    public String table() {
        return table;
    }

    public String description() {
        return description;
    }

    /** Where the rule is explained; whoever makes a link of it checks that it is one. */
    public String link() {
        return link;
    }

    /** As a sentence without its point, with the table as people are shown it. */
    public static String describe(LintError error, TableNames names) {
        return (error.tableName() == null ? "" : "table " + names.of(error.keyspaceName(), error.tableName()) + ": ")
                + error.lintError()
                + (error.errorDescription() == null ? "" : ", " + error.errorDescription())
                + (error.docsUrl() == null ? "" : " (" + error.docsUrl() + ")");
    }
}
