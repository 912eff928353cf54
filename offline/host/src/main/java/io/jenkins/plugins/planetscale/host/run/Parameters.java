package io.jenkins.plugins.planetscale.host.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of the build: what it was started with, over what the Jenkinsfile declares. */
public final class Parameters {
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** What the build is started with; a string until its type is known. */
    public void give(String name, String value) {
        given.put(name, value);
        values.put(name, value);
    }

    /** Declares one; what was given wins over its default. */
    public void declare(String name, Object byDefault) {
        String value = given.get(name);
        if (value == null) {
            values.putIfAbsent(name, byDefault);
        } else {
            values.put(name, byDefault instanceof Boolean ? (Object) Boolean.valueOf(value) : value);
        }
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
