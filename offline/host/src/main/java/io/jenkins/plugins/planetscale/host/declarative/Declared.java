package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import groovy.lang.GString;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code parameters} block, of the pipeline or of an {@code input}. */
final class Declared {
    static final List<String> KINDS = List.of("booleanParam", "choice", "password", "string", "text");

    private Declared() {}

    static List<Symbolic> read(Jenkinsfile script, Closure<?> block) {
        List<Symbolic> all = new ArrayList<>();
        Section section = new Section("parameters", script);
        for (String kind : KINDS) {
            section.on(kind, given -> {
                Map<String, Object> arguments = new LinkedHashMap<>();
                ((Map<?, ?>) given[0])
                        .forEach((name, value) -> arguments.put(
                                String.valueOf(name), value instanceof GString ? value.toString() : value));
                all.add(new Symbolic(kind, arguments));
            });
        }
        section.read(block);
        return all;
    }
}
