package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.planetscale.host.bind.Nearest;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a block of Declarative Pipeline is run against: it knows the words that may stand in the block. */
final class Section extends GroovyObjectSupport {
    private static final Set<String> WORDS = Set.of("any", "none");

    private final String name;
    private final Jenkinsfile script;
    private final Map<String, Consumer<Object[]>> directives = new LinkedHashMap<>();

    Section(String name, Jenkinsfile script) {
        this.name = name;
        this.script = script;
    }

    /** @param handler told of the arguments */
    Section on(String directive, Consumer<Object[]> handler) {
        directives.put(directive, handler);
        return this;
    }

    /** As {@link #on} for a directive with a block. */
    Section onBlock(String directive, Consumer<Closure<?>> handler) {
        return on(directive, arguments -> handler.accept(block(directive, arguments)));
    }

    private static Closure<?> block(String directive, Object[] arguments) {
        if (arguments.length == 0 || !(arguments[arguments.length - 1] instanceof Closure<?> block)) {
            throw new IllegalArgumentException("Expected a block for " + directive);
        }
        return block;
    }

    void read(Closure<?> block) {
        Closure<?> own = block.rehydrate(this, script, script);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }

    @Override
    public Object invokeMethod(String directive, Object arguments) {
        Object[] given = arguments instanceof Object[] array ? array : new Object[] {arguments};
        Consumer<Object[]> handler = directives.get(directive);
        if (handler == null) {
            throw new UnsupportedOperationException("The host does not know \"" + directive + "\" in " + name
                    + "; nearest: \"" + Nearest.of(directive, directives.keySet()) + "\".");
        }
        handler.accept(given);
        return null;
    }

    @Override
    public Object getProperty(String word) {
        return WORDS.contains(word) ? word : script.getProperty(word);
    }
}
