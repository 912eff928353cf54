package io.jenkins.plugins.planetscale.host.run;

import hudson.EnvVars;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** The environment variables of the build: Jenkins' own, those set by {@code env.NAME = …}, those of blocks. */
public final class Environment {
    private final Map<String, String> own = new ConcurrentSkipListMap<>();
    private final Map<String, String> set = new ConcurrentSkipListMap<>();

    Environment(Map<String, String> own) {
        this.own.putAll(own);
    }

    /** For {@code params}, which are variables too. */
    void own(String name, String value) {
        own.put(name, value);
    }

    /** {@code env.NAME = value}. */
    public void set(String name, String value) {
        set.put(name, value);
    }

    EnvVars of(Scope scope) throws IOException, InterruptedException {
        EnvVars all = new EnvVars();
        all.putAll(own);
        all.putAll(set);
        EnvVars contextual = scope.get(EnvVars.class);
        if (contextual != null) {
            all.putAll(contextual);
        }
        EnvironmentExpander expander = scope.get(EnvironmentExpander.class);
        if (expander != null) {
            expander.expand(all);
        }
        return all;
    }
}
