package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * List parameters that restrict something. An empty list is refused, as it would mean "no restriction"; so setters keep
 * exactly what a Jenkinsfile gives, and a form leaves out the fields that are empty.
 */
@Restricted(NoExternalUse.class)
public final class Lists {
    private Lists() {}

    /** As given; null for not given. */
    public static ArrayList<String> given(List<String> texts) {
        return texts == null ? null : new ArrayList<>(texts);
    }

    /** The entries of a list that a Jenkinsfile gives, or of the one text of a form, which has one a line. */
    public static ArrayList<String> lines(List<String> given) {
        ArrayList<String> entries = new ArrayList<>();
        for (String text : given == null ? List.<String>of() : given) {
            if (text != null) {
                text.lines().map(String::trim).filter(line -> !line.isEmpty()).forEach(entries::add);
            }
        }
        return entries;
    }

    /**
     * Refuses a list that is given but empty, and one with an empty entry.
     *
     * @param example what to write instead, as in a Jenkinsfile
     */
    public static void checkLines(List<String> given, String parameter, String example) throws AbortException {
        if (given == null) {
            return;
        }
        if (given.isEmpty()) {
            throw new AbortException(parameter + ": the list is empty, and an empty list is no limit. Write "
                    + parameter + ": " + example + ", or leave the parameter out.");
        }
        if (given.stream().anyMatch(text -> text == null || text.isBlank())) {
            throw new AbortException(parameter + ": an entry of the list is empty: " + shown(given) + ". Write "
                    + parameter + ": " + example + ", or leave the parameter out.");
        }
    }

    /** The entries of a text with commas; none for null. */
    public static ArrayList<String> commas(String given) {
        ArrayList<String> entries = new ArrayList<>();
        if (given != null) {
            Arrays.stream(given.split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .forEach(entries::add);
        }
        return entries;
    }

    /** Refuses a text that is given but names nobody, and one with an empty name. */
    public static void checkCommas(String given, String parameter, String example) throws AbortException {
        if (given != null && Arrays.stream(given.split(",", -1)).anyMatch(String::isBlank)) {
            throw new AbortException(parameter + ": \"" + given + "\" has an empty entry. Write " + example
                    + ", or leave the parameter out.");
        }
    }

    private static String shown(List<String> given) {
        return given.stream().map(text -> "'" + text + "'").toList().toString();
    }

    /** As the field of a form has them, one a line; the counterpart of {@link #lines}. */
    public static String field(List<String> entries) {
        return entries == null ? "" : String.join("\n", entries);
    }

    /** What stands empty in a form is not given. */
    public static JSONObject withoutEmpty(JSONObject form, String... fields) {
        for (String field : fields) {
            if (form.get(field) instanceof String text && text.isBlank()) {
                form.remove(field);
            }
        }
        return form;
    }
}
