package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** A {@code when} block: conditions, and whether they are asked before options, input or agent. */
final class When {
    private final Jenkinsfile script;
    private final Closure<?> block;
    private boolean beforeOptions;
    private boolean beforeInput;
    private boolean beforeAgent;
    private boolean passed;

    When(Jenkinsfile script, Closure<?> block) {
        this.script = script;
        this.block = block;
        read(block); // for the flags; the conditions are read again when they are asked
    }

    boolean passesBeforeOptions() {
        return !beforeOptions || passes();
    }

    boolean passesBeforeInput() {
        return !beforeInput || passes();
    }

    boolean passesBeforeAgent() {
        return !beforeAgent || passes();
    }

    boolean passes() {
        passed = passed || read(block).stream().allMatch(BooleanSupplier::getAsBoolean);
        return passed;
    }

    private List<BooleanSupplier> read(Closure<?> conditions) {
        List<BooleanSupplier> all = new ArrayList<>();
        Section section = new Section("when", script)
                .on("beforeOptions", given -> beforeOptions = truth(given[0]))
                .on("beforeInput", given -> beforeInput = truth(given[0]))
                .on("beforeAgent", given -> beforeAgent = truth(given[0]))
                .on("branch", given -> all.add(() -> matches("BRANCH_NAME", given[0], "pattern")))
                .on("tag", given -> all.add(() -> matches("TAG_NAME", given[0], "pattern")))
                .on("buildingTag", given -> all.add(() -> variable("TAG_NAME") != null))
                .on("changeRequest", given -> all.add(() -> variable("CHANGE_ID") != null))
                .on("environment", given -> all.add(() -> isVariable((Map<?, ?>) given[0])))
                .on("equals", given -> all.add(() -> isEqual((Map<?, ?>) given[0])))
                .onBlock("expression", code -> all.add(() -> truth(run(code))))
                .onBlock("not", inner -> all.add(() -> !read(inner).get(0).getAsBoolean()))
                .onBlock("allOf", inner -> all.add(() -> every(inner, BooleanSupplier::getAsBoolean)))
                .onBlock("anyOf", inner -> all.add(() -> !every(inner, condition -> !condition.getAsBoolean())));
        section.read(conditions);
        return all;
    }

    private boolean every(Closure<?> inner, Predicate<BooleanSupplier> test) {
        return read(inner).stream().allMatch(test);
    }

    private Object run(Closure<?> code) {
        return code.rehydrate(script, script, script).call();
    }

    private static boolean truth(Object value) {
        return DefaultTypeTransformation.castToBoolean(value);
    }

    private String variable(String name) {
        Object env = script.getProperty("env");
        Object value = InvokerHelper.getProperty(env, name);
        return value == null ? null : value.toString();
    }

    private boolean matches(String variable, Object argument, String key) {
        String pattern = String.valueOf(argument instanceof Map<?, ?> map ? map.get(key) : argument);
        String value = variable(variable);
        return value != null
                && FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(value));
    }

    private boolean isVariable(Map<?, ?> arguments) {
        return Objects.equals(variable(String.valueOf(arguments.get("name"))), String.valueOf(arguments.get("value")));
    }

    private static boolean isEqual(Map<?, ?> arguments) {
        return DefaultTypeTransformation.compareEqual(arguments.get("expected"), arguments.get("actual"));
    }
}
