package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The steps and symbols that a Jenkinsfile can use: the plugin's and the host's. */
public final class Registry {
    private final Map<String, StepDescriptor> steps = new TreeMap<>();
    private final List<Descriptor<?>> described = new ArrayList<>();

    public Registry(Collection<? extends Descriptor<?>> descriptors) {
        for (Descriptor<?> descriptor : descriptors) {
            if (descriptor instanceof StepDescriptor step) {
                steps.putIfAbsent(step.getFunctionName(), step);
            }
            described.add(descriptor);
        }
    }

    /** Null for a name that no step has. */
    public StepDescriptor step(String function) {
        return steps.get(function);
    }

    public Set<String> stepNames() {
        return steps.keySet();
    }

    /** What is made from a symbol where {@code wanted} is needed; null for nothing. */
    public Class<?> find(Class<?> wanted, String symbol) {
        for (Descriptor<?> descriptor : described) {
            boolean named = symbol.startsWith("$class ")
                    ? isNamed(descriptor.clazz, symbol.substring("$class ".length()))
                    : symbols(descriptor).contains(symbol);
            if (named && wanted.isAssignableFrom(descriptor.clazz)) {
                return descriptor.clazz;
            }
        }
        return null;
    }

    public boolean isSymbol(String name) {
        return find(Describable.class, name) != null;
    }

    public Set<String> symbolNames() {
        Set<String> all = new TreeSet<>();
        described.forEach(descriptor -> all.addAll(symbols(descriptor)));
        return all;
    }

    /** As in Jenkins, by the whole name of a class or by its last part. */
    private static boolean isNamed(Class<?> type, String name) {
        return type.getName().equals(name) || type.getSimpleName().equals(name);
    }

    private static List<String> symbols(Descriptor<?> descriptor) {
        Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
        return symbol == null ? List.of() : List.of(symbol.value());
    }
}
