package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds of every message and of everything that is shown. */
final class Promises {
    /** Of the token in use; texts of the corpus hold it. */
    static final String SECRET = "pscale_tkn_s3cr3t";

    private static final int LONGEST_MESSAGE = 2_000;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern HIDDEN_IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
    private static final Pattern SECRETS = Pattern.compile("pscale_(tkn|pw|oauth|app)_[A-Za-z0-9]");

    /** Credentials, and what is compared with the plugin's own texts and never shown. */
    private static final Set<String> AS_SENT = Set.of("plainText", "username", "secret", "notes", "body");

    private Promises() {}

    /** For one line of a log; without secrets, short. */
    static void message(String message) {
        assertNotNull(message, "no message");
        assertFalse(SECRETS.matcher(message).find(), () -> "a secret: " + message);
        assertFalse(message.contains(SECRET), () -> "the token: " + message);
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> "long: " + message.length());
        line(message);
    }

    static void line(String text) {
        assertFalse(HIDDEN.matcher(text).find(), () -> "hidden characters: " + text);
    }

    static void lines(String text) {
        assertFalse(HIDDEN_IN_LINES.matcher(text).find(), () -> "hidden characters: " + text);
    }

    /** Every text of an answer can be shown. */
    static void visible(Object value, String name) {
        if (value instanceof String text && !AS_SENT.contains(name)) {
            lines(text);
        } else if (value instanceof Collection<?> many) {
            many.forEach(one -> visible(one, name));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    visible(component.getAccessor().invoke(value), component.getName());
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Without names and numbers, as one of few outcomes. */
    static String kind(String message) {
        return message.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("[0-9]+", "0");
    }
}
