package io.jenkins.plugins.planetscale.client.model;

/**
 * Refuses an object without what names it: one made of {@code {}} would be taken for something that has no state, no
 * findings and no number, instead of for an answer that is none.
 */
public final class Required {
    private Required() {}

    static <T> void present(T value, String field) {
        if (value == null) {
            throw new MissingException(field);
        }
    }

    /** A field is missing, null or no such value. */
    public static final class MissingException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String field;

        MissingException(String field) {
            super(field + " is missing");
            this.field = field;
        }

        /** Its name in the JSON. */
        public String field() {
            return field;
        }
    }
}
