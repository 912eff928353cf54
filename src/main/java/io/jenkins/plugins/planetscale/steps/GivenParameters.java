package io.jenkins.plugins.planetscale.steps;

import hudson.Util;
import io.jenkins.plugins.planetscale.client.json.VisibleText;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * Validates the arguments that a Jenkinsfile gives a step before Jenkins binds them. Jenkins itself only warns of an
 * unknown name, so that a mistyped {@code approval} or gate would be none; reads {@code 'yes'} as false; and reports
 * type errors in terms of Java classes.
 */
final class GivenParameters {
    private static final int LONGEST = 60;

    /** What to write, by the name of the parameter; a gate has the level as example. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("approval", "[submitters: 'ainsley, dba']"),
            Map.entry("branch", "'dev'"),
            Map.entry("cidrs", "['10.0.0.0/8']"),
            Map.entry("deployRequest", "7"),
            Map.entry("every", "'2m'"),
            Map.entry("failures", "'2 of 3'"),
            Map.entry("forceCutoverAfter", "'10m'"),
            Map.entry("gates", "[lint: 'warn']"),
            Map.entry("ifExists", "'reuse'"),
            Map.entry("ifNoChanges", "'pass'"),
            Map.entry("ifNoneOpen", "'pass'"),
            Map.entry("ifQueueBlocked", "'wait'"),
            Map.entry("ifTakenOutOfQueue", "'cancel'"),
            Map.entry("ifUnchecked", "'check'"),
            Map.entry("keep", "'onFailure'"),
            Map.entry("onAbort", "'leave'"),
            Map.entry("onFailure", "'revert'"),
            Map.entry("onSuccess", "'keep'"),
            Map.entry("retention", "'30 days'"),
            Map.entry("submitters", "'ainsley, dba'"),
            Map.entry("tables", "['orders', 'customers']"),
            Map.entry("timeout", "'45m'"),
            Map.entry("ttl", "'1h'"),
            Map.entry("watch", "['errors', 'latency']"));

    private static final String GATES = "gates";
    private static final Map<String, String> SYMBOLS =
            Map.of(GATES, "planetscaleGates", "approval", "planetscaleApproval");

    private final String function;
    private final Class<?> type;
    /** Begins the path of a parameter: empty for those of the step itself. */
    private final String within;

    private final TreeMap<String, Class<?>> known = new TreeMap<>();

    private GivenParameters(String function, Class<?> type, String within) {
        this.function = function;
        this.type = type;
        this.within = within;
        for (Method method : type.getMethods()) {
            boolean ours = method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.planetscale.");
            String name = method.getName();
            if (ours && method.getParameterCount() == 0 && name.matches("(get|is)[A-Z].*")) {
                known.put(Introspector.decapitalize(name.replaceFirst("^(get|is)", "")), method.getReturnType());
            }
        }
    }

    /**
     * What Jenkins can bind to the step; a whole result stands for its name, one text for a list with one entry.
     *
     * @throws WrongParameter for a name or a value that the step does not take
     */
    static Map<String, Object> of(String function, Class<?> step, Map<String, ?> given) throws WrongParameter {
        return new GivenParameters(function, step, "").fit(given);
    }

    private Map<String, Object> fit(Map<?, ?> given) throws WrongParameter {
        Map<String, Object> fit = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (name.equals("$class") || name.equals(UninstantiatedDescribable.ANONYMOUS_KEY)) {
                fit.put(name, entry.getValue());
            } else if (!known.containsKey(name)) {
                throw unknown(name);
            } else {
                fit.put(name, fit(name, known.get(name), entry.getValue()));
            }
        }
        return fit;
    }

    private Object fit(String name, Class<?> wanted, Object value) throws WrongParameter {
        if (value == null && (wanted == List.class || name.equals("submitters"))) {
            throw isNull(name, wanted);
        }
        if (value == null && !wanted.isPrimitive() || wanted.isInstance(value) && wanted != List.class) {
            return value;
        }
        if (wanted == String.class) {
            return text(name, value);
        }
        if (wanted == boolean.class) {
            return bool(name, value);
        }
        if (wanted == int.class) {
            return number(name, value);
        }
        if (wanted == List.class) {
            return list(name, value);
        }
        return settings(name, wanted, value);
    }

    private String text(String name, Object value) throws WrongParameter {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        String named = value instanceof NamedResult result ? result.asParameter(name) : null;
        if (named != null) {
            return named;
        }
        if (value instanceof List<?> names && name.equals("submitters")) {
            return String.join(",", list(name, names));
        }
        throw wrong(name, value, "a text");
    }

    private Object bool(String name, Object value) throws WrongParameter {
        String word = value instanceof CharSequence ? Util.fixEmptyAndTrim(value.toString()) : null;
        if (value instanceof Boolean || "true".equalsIgnoreCase(word) || "false".equalsIgnoreCase(word)) {
            return value instanceof Boolean ? value : Boolean.valueOf(word);
        }
        throw new WrongParameter(path(name) + " is " + shown(value) + ", but it has to be true or false. Write " + name
                + ": true or " + name + ": false, without quotes.");
    }

    private Object number(String name, Object value) throws WrongParameter {
        String digits = value instanceof CharSequence ? value.toString().trim() : "";
        if (value instanceof NumberedResult result) {
            return result.intValue();
        }
        String written = value instanceof Number ? value.toString() : digits;
        if (written.matches("-?\\d{1,9}")) {
            return Integer.valueOf(written);
        }
        throw new WrongParameter(
                path(name) + " is " + shown(value) + ", but it has to be the number of a deploy request,"
                        + " or what planetscaleDeployRequest or planetscaleApply returned. Write " + name + ": 7 or "
                        + name + ": request.");
    }

    /** It limits something, and without it there is no limit: null may be a mistake, as of a variable that is not set. */
    private WrongParameter isNull(String name, Class<?> wanted) {
        return new WrongParameter(path(name) + " is null, but it has to be "
                + (wanted == List.class ? "a list of texts" : "a text") + ". Write for example " + name + ": "
                + EXAMPLES.get(name) + ", or leave it out, which means no limit.");
    }

    private List<String> list(String name, Object value) throws WrongParameter {
        Collection<?> given = value instanceof Collection<?> several ? several : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Object one : given) {
            if (one != null && !(one instanceof CharSequence)) {
                throw wrong(name, value, "a list of texts");
            }
            texts.add(one == null ? null : one.toString());
        }
        return texts;
    }

    private Object settings(String name, Class<?> wanted, Object value) throws WrongParameter {
        GivenParameters inner = new GivenParameters(function, wanted, path("") + name + ": ");
        if (value instanceof Map<?, ?> map) {
            return inner.fit(map);
        }
        if (value instanceof UninstantiatedDescribable made && SYMBOLS.get(name).equals(made.getSymbol())) {
            return inner.fit(made.getArguments());
        }
        throw wrong(name, value, "a map");
    }

    private String path(String name) {
        return within.isEmpty() ? function + ": " + name : within + name;
    }

    private WrongParameter wrong(String name, Object value, String wanted) {
        String example = within.endsWith(GATES + ": ") && !name.equals("tables") ? "'warn'" : EXAMPLES.get(name);
        String advice = example == null
                ? name + ": '" + (value instanceof Number && isPlain(value) ? value : "…") + "'"
                : name + ": " + example;
        return new WrongParameter(path(name) + " is " + shown(value) + ", but it has to be " + wanted
                + ". Write for example " + advice + ".");
    }

    private WrongParameter unknown(String name) {
        String like = known.keySet().stream()
                .filter(other -> distance(name, other) <= Math.max(1, other.length() / 3))
                .min((a, b) -> distance(name, a) - distance(name, b))
                .map(other -> " Did you mean \"" + other + "\"?")
                .orElse("");
        return new WrongParameter((within.isEmpty() ? function : within.replaceFirst(": $", ""))
                + " has no parameter \"" + Shown.name(name) + "\"." + like + " It has: "
                + String.join(", ", known.keySet()) + ".");
    }

    /** The value as a Jenkinsfile writes it, and what it is. */
    private static String shown(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence) {
            return "the text '" + cut(value.toString()) + "'";
        }
        if (value instanceof Number && isPlain(value)) {
            return "the number " + value;
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Collection<?> list) {
            return "the list "
                    + cut(list.stream()
                            .limit(LONGEST)
                            .map(GivenParameters::element)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        return value instanceof Map ? "a map" : "a " + value.getClass().getSimpleName();
    }

    /** One that the script wrote is not asked how it looks. */
    private static String element(Object one) {
        if (one instanceof CharSequence) {
            return "'" + cut(one.toString()) + "'";
        }
        return one == null || isPlain(one) && !(one instanceof Collection) && !(one instanceof Map)
                ? String.valueOf(one)
                : "a " + one.getClass().getSimpleName();
    }

    private static boolean isPlain(Object value) {
        return value.getClass().getClassLoader() == null;
    }

    private static String cut(String text) {
        String line = VisibleText.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
