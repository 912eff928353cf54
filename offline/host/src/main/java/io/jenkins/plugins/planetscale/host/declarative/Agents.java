package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import hudson.AbortException;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.MissingContextException;
import java.util.Map;

/** An {@code agent} directive. */
final class Agents {
    private final Jenkinsfile script;
    private final String label;

    private Agents(Jenkinsfile script, String label) {
        this.script = script;
        this.label = label;
    }

    static Agents of(Jenkinsfile script, Object given) {
        if (given instanceof Closure<?> block) {
            String[] label = {""};
            Section node = new Section("node", script)
                    .on("label", arguments -> label[0] = String.valueOf(arguments[0]))
                    .on("customWorkspace", arguments -> {});
            new Section("agent", script)
                    .on("label", arguments -> label[0] = String.valueOf(arguments[0]))
                    .onBlock("node", node::read)
                    .read(block);
            return new Agents(script, label[0]);
        }
        if (given instanceof Map<?, ?> map && map.containsKey("label")) {
            return new Agents(script, String.valueOf(map.get("label")));
        }
        return switch (String.valueOf(given)) {
            case "any" -> new Agents(script, "");
            case "none" -> new Agents(script, null);
            default ->
                throw new IllegalArgumentException(
                        "Only \"agent none\", \"agent any\" or \"agent {...}\" are allowed.");
        };
    }

    void around(Block.Work work) throws Throwable {
        if (label == null) {
            work.run();
        } else {
            script.step("node", label, new Block(script, work));
        }
    }

    /** Explains a step that misses a node where no agent was asked for. */
    void guard(Block.Work work) throws Throwable {
        try {
            work.run();
        } catch (MissingContextException e) {
            if (label == null && e.isWorkspace()) {
                throw new AbortException("Attempted to execute a step that requires a node context while ‘agent none’"
                        + " was specified. Be sure to specify your own ‘node { ... }’ blocks when using ‘agent none’.");
            }
            throw e;
        }
    }
}
