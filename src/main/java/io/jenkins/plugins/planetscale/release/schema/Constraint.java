package io.jenkins.plugins.planetscale.release.schema;

/**
 * A foreign key or a CHECK.
 *
 * @param name null where MySQL makes one
 * @param text what it demands, canonical
 */
public record Constraint(Kind kind, String name, String text, boolean enforced) {
    /** What is constrained. */
    public enum Kind {
        FOREIGN_KEY,
        CHECK
    }

    Constraint enforced(boolean value) {
        return new Constraint(kind, name, text, value);
    }

    /** As in {@code SHOW CREATE TABLE}. */
    public String definition() {
        return (name == null ? "" : "CONSTRAINT " + SqlText.quoted(name) + " ")
                + (kind == Kind.CHECK ? "CHECK (" + text + ")" : "FOREIGN KEY " + text)
                + (enforced ? "" : " NOT ENFORCED");
    }
}
