package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@code stage} of Declarative Pipeline says. */
final class Stage {
    final String name;
    Agents agent;
    When when;
    Variables environment;
    Wrappers options;
    Post post;
    Closure<?> steps;
    Map<String, Object> input;
    List<Stage> stages;
    List<Stage> parallel;
    boolean failFast;

    private Stage(String name) {
        this.name = name;
    }

    /** All {@code stage}s of a {@code stages} or {@code parallel} block. */
    static List<Stage> all(Host host, Jenkinsfile script, Closure<?> block) {
        List<Stage> all = new ArrayList<>();
        new Section("stages", script)
                .on("stage", given -> all.add(read(host, script, String.valueOf(given[0]), (Closure<?>) given[1])))
                .read(block);
        return all;
    }

    private static Stage read(Host host, Jenkinsfile script, String name, Closure<?> block) {
        Stage stage = new Stage(name);
        new Section("stage \"" + name + "\"", script)
                .on("agent", given -> stage.agent = Agents.of(script, given[0]))
                .on("failFast", given -> stage.failFast = Boolean.TRUE.equals(given[0]))
                .onBlock("when", code -> stage.when = new When(script, code))
                .onBlock("environment", code -> stage.environment = new Variables(script, code))
                .onBlock("options", code -> stage.options = new Wrappers(host, script, code))
                .onBlock("post", code -> stage.post = new Post(host, script, code))
                .onBlock("input", code -> stage.input = input(script, code))
                .onBlock("steps", code -> stage.steps = code)
                .onBlock("stages", code -> stage.stages = all(host, script, code))
                .onBlock("parallel", code -> stage.parallel = all(host, script, code))
                .read(block);
        return stage;
    }

    private static Map<String, Object> input(Jenkinsfile script, Closure<?> block) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Section section = new Section("input", script);
        for (String field : List.of("message", "id", "ok", "submitter", "submitterParameter")) {
            section.on(field, given -> arguments.put(field, String.valueOf(given[0])));
        }
        section.onBlock("parameters", code -> arguments.put("parameters", Declared.read(script, code)));
        section.read(block);
        return arguments;
    }
}
