package io.jenkins.plugins.planetscale.release.schema;

/**
 * One difference between two definitions of a table.
 *
 * @param subject what it is, so that two changes of the same thing can be told: {@code column status}, {@code table}
 * @param before as SQL, empty for what was not there
 * @param after as SQL, empty for what goes
 * @param text of a sentence about the table: {@code column status: varchar(200) becomes varchar(20), …}
 */
public record Difference(Effect effect, String subject, String before, String after, String text) {
    /** What the difference does to existing rows. */
    public enum Effect {
        /** Values or rows are lost or changed, or may be. */
        LOSS,
        /** No value is lost, but what goes by its number or order sees another. */
        MEANING,
        /** No value is lost, but rows that are there may be refused, which fails the deployment. */
        FAILURE,
        /** Something goes that is no data: an index, a constraint, a view. */
        REMOVAL,
        /** Something is added; nothing that was there changes. */
        ADDITION,
        /** Anything else. */
        CHANGE,
        /** It cannot be read what it does. */
        UNCLEAR
    }

    static Difference added(String subject, String definition) {
        return new Difference(Effect.ADDITION, subject, "", definition, subject + " is added: " + definition);
    }

    static Difference removed(Effect effect, String subject, String definition, String more) {
        String text = subject + " is dropped" + (definition.isEmpty() ? "" : ": " + definition) + more;
        return new Difference(effect, subject, definition, "", text);
    }

    /** @param why empty where nothing is to be said of it */
    static Difference changed(Effect effect, String subject, String before, String after, String why) {
        String text = subject + ": " + before + " becomes " + after + (why.isEmpty() ? "" : "; " + why);
        return new Difference(effect, subject, before, after, text);
    }

    static Difference unclear(String subject, String text) {
        return new Difference(Effect.UNCLEAR, subject, "", "", text);
    }
}
