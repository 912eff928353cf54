package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.Closure;
import groovy.lang.GString;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.host.bind.Binder;
import io.jenkins.plugins.planetscale.host.bind.Model;
import io.jenkins.plugins.planetscale.host.bind.Nearest;
import io.jenkins.plugins.planetscale.host.bind.Parameter;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Calls steps by their names, with Groovy's arguments. */
public final class Dsl {
    private final Host host;
    private final Registry registry;

    Dsl(Host host, Registry registry) {
        this.host = host;
        this.registry = registry;
    }

    /** Runs a step to its end, or returns what a symbol stands for. */
    Object call(String name, Object[] arguments) throws Throwable {
        StepDescriptor step = registry.step(name);
        if (step == null && registry.isSymbol(name)) {
            return new Symbolic(name, arguments(Symbolic.ANONYMOUS, List.of(arguments), false));
        }
        if (step == null) {
            throw new UnknownStepError(name, registry);
        }
        List<Object> given = new ArrayList<>(Arrays.asList(arguments));
        Closure<?> block = null;
        if (!given.isEmpty()
                && step.takesImplicitBlockArgument()
                && given.get(given.size() - 1) instanceof Closure<?> last) {
            block = last;
            given.remove(given.size() - 1);
        }
        Model model = Model.of(step.clazz);
        Parameter sole = model.sole();
        boolean only = sole != null && model.parameters().size() == 1;
        Map<String, Object> named = arguments(sole == null ? null : sole.name(), given, only);
        if (block == null && step.takesImplicitBlockArgument()) {
            throw new IllegalStateException(name + " step must be called with a body");
        }
        return run(step, named, block);
    }

    private Object run(StepDescriptor step, Map<String, Object> arguments, Closure<?> block) throws Throwable {
        Body body = Body.current();
        Throwable stopped = body.takeStopped();
        if (stopped != null) {
            throw stopped;
        }
        Call call = new Call(host, step.getFunctionName(), body.scope(), block);
        boolean isBlock = block != null || step.getFunctionName().equals("parallel");
        host.console().line("[Pipeline] " + call.function);
        body.enter(call);
        try {
            start(step, arguments, call);
            return call.await();
        } catch (Throwable e) {
            host.failed(e);
            throw e;
        } finally {
            body.leave();
            if (isBlock) {
                host.console().line("[Pipeline] // " + call.function);
            }
        }
    }

    private void start(StepDescriptor descriptor, Map<String, Object> arguments, Call call) {
        try {
            for (Class<?> needed : descriptor.getRequiredContext()) {
                if (call.context.get(needed) == null) {
                    throw new MissingContextException(needed, call.function);
                }
            }
            TaskListener listener = call.context.get(TaskListener.class);
            Binder binder = new Binder(registry::find, host.strict(), listener.getLogger()::println);
            Step step = binder.during(() -> descriptor.newInstance(arguments));
            StepExecution execution = step.start(call.context);
            call.execution(execution);
            if (execution.start() && !call.isOver()) {
                throw new AssertionError("Step " + call.function + " said that it has ended, but not how");
            }
        } catch (Exception | AssertionError e) {
            call.end(null, e);
        }
    }

    /** @param sole what an argument without a name is called; null where there is no such thing */
    private static Map<String, Object> arguments(String sole, List<?> given, boolean only) {
        if (given.isEmpty()) {
            return Map.of();
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException("Expected named arguments but got " + given);
        }
        Object first = given.get(0);
        boolean named = first instanceof Map<?, ?> map
                && !map.containsKey("$class")
                && (!only || map.size() == 1 && map.containsKey(sole));
        if (named) {
            return flat((Map<?, ?>) first);
        }
        if (sole == null) {
            throw new IllegalArgumentException("Expected named arguments but got " + first);
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(sole, flat(first));
        return one;
    }

    private static Map<String, Object> flat(Map<?, ?> map) {
        Map<String, Object> flat = new LinkedHashMap<>();
        map.forEach((name, value) -> flat.put(name.toString(), flat(value)));
        return flat;
    }

    private static Object flat(Object value) {
        if (value instanceof GString) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<Object> flat = new ArrayList<>();
            list.forEach(one -> flat.add(flat(one)));
            return flat;
        }
        return value instanceof Map<?, ?> map ? flat(map) : value;
    }

    /** No step, symbol or variable has the name. The words are Jenkins'. */
    public static final class UnknownStepError extends NoSuchMethodError {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final String nearest;

        UnknownStepError(String name, Registry registry) {
            super("No such DSL method '" + name + "' found among steps " + registry.stepNames() + " or symbols "
                    + registry.symbolNames() + " or globals " + Set.of("currentBuild", "env", "params"));
            this.name = name;
            this.nearest = Nearest.of(name, registry.stepNames());
        }

        @Override
        public String toString() {
            return NoSuchMethodError.class.getName() + ": " + getMessage();
        }

        /** For a person at a terminal. */
        public String advice() {
            return "unknown step \"" + name + "\", did you mean \"" + nearest + "\"?";
        }
    }
}
