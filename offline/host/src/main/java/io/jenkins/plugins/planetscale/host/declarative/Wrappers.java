package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import hudson.model.JobProperty;
import io.jenkins.plugins.planetscale.host.bind.Binder;
import io.jenkins.plugins.planetscale.host.bind.Model;
import io.jenkins.plugins.planetscale.host.bind.Nearest;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** An {@code options} block: properties of the job, block steps around everything, and switches. */
final class Wrappers {
    /** Options that mean nothing for a single build on one machine. */
    static final Set<String> WITHOUT_EFFECT = Set.of(
            "buildDiscarder",
            "checkoutToSubdirectory",
            "disableConcurrentBuilds",
            "disableRestartFromStage",
            "disableResume",
            "durabilityHint",
            "newContainerPerStage",
            "overrideIndexTriggers",
            "preserveStashes",
            "quietPeriod",
            "rateLimitBuilds",
            "skipDefaultCheckout");

    static final String SKIP_AFTER_UNSTABLE = "skipStagesAfterUnstable";
    static final String FAIL_FAST = "parallelsAlwaysFailFast";

    private final Jenkinsfile script;
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> switches = new HashSet<>();

    private record Call(String name, Object[] arguments) {}

    Wrappers(Host host, Jenkinsfile script, Closure<?> block) {
        this.script = script;
        Closure<?> own = block.rehydrate(new Options(host), script, script);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }

    /** What can stand in an {@code options} block. */
    static Set<String> known(Registry registry) {
        Set<String> known = new TreeSet<>(WITHOUT_EFFECT);
        known.add(SKIP_AFTER_UNSTABLE);
        known.add(FAIL_FAST);
        for (String name : registry.stepNames()) {
            if (isWrapper(registry.step(name))) {
                known.add(name);
            }
        }
        for (String symbol : registry.symbolNames()) {
            if (registry.find(JobProperty.class, symbol) != null) {
                known.add(symbol);
            }
        }
        return known;
    }

    private static boolean isWrapper(StepDescriptor step) {
        return step.takesImplicitBlockArgument()
                && !Set.of("script", "stage", "node").contains(step.getFunctionName());
    }

    boolean has(String option) {
        return switches.contains(option);
    }

    /** Runs something inside the block steps, the first outermost. */
    void around(Block.Work work) throws Throwable {
        around(0, work);
    }

    private void around(int index, Block.Work work) throws Throwable {
        if (index == calls.size()) {
            work.run();
            return;
        }
        Call call = calls.get(index);
        Object[] arguments = Arrays.copyOf(call.arguments(), call.arguments().length + 1);
        arguments[arguments.length - 1] = new Block(script, () -> around(index + 1, work));
        script.step(call.name(), arguments);
    }

    private final class Options extends GroovyObjectSupport {
        private final Host host;

        Options(Host host) {
            this.host = host;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object invokeMethod(String name, Object given) {
            Object[] arguments = given instanceof Object[] array ? array : new Object[] {given};
            Class<?> property = host.registry().find(JobProperty.class, name);
            if (property != null) {
                Map<String, Object> named = arguments.length == 0 ? Map.of() : (Map<String, Object>) arguments[0];
                Binder binder = new Binder(host.registry()::find, host.strict(), host.console()::line);
                host.run().getParent().set((JobProperty<?>) Model.of(property).make(named, binder));
            } else if (host.registry().step(name) != null) {
                calls.add(new Call(name, arguments));
            } else if (known(host.registry()).contains(name)) {
                switches.add(name);
            } else if (!Set.of("logRotator").contains(name)) {
                throw new UnsupportedOperationException("The host does not know the option \"" + name
                        + "\"; nearest: \"" + Nearest.of(name, known(host.registry())) + "\".");
            }
            return new Symbolic(name, Map.of());
        }

        @Override
        public Object getProperty(String name) {
            return script.getProperty(name);
        }
    }
}
