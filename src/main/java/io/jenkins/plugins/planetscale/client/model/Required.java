package io.jenkins.plugins.planetscale.client.model;

/**
 * Rejects an object without the fields that identify it: one parsed from {@code {}} would pass for one without state,
 * findings and number, although the answer says nothing.
 */
public final class Required {
    private Required() {}

    static <T> void present(T value, String field) {
        if (value == null) {
            throw new MissingException(field);
        }
    }

    /** A required field is missing, null or has no such value. */
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
