package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import io.jenkins.plugins.planetscale.host.bind.Binder;
import io.jenkins.plugins.planetscale.host.bind.Model;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.Scripts;
import io.jenkins.plugins.planetscale.host.steps.BuildParameter;
import java.util.List;

/** Runs {@code pipeline { … }}: the outer frame, in the order in which Jenkins puts one thing around the other. */
public final class Pipeline {
    private final Host host;
    private final Jenkinsfile script;
    private Agents agent;
    private Variables environment;
    private Wrappers options;
    private Post post;
    private List<Stage> stages = List.of();
    private Throwable error;
    private boolean postRan;

    public Pipeline(Host host, Jenkinsfile script, Closure<?> block) {
        this.host = host;
        this.script = script;
        this.agent = Agents.of(script, "none");
        new Section("pipeline", script)
                .on("agent", given -> agent = Agents.of(script, given[0]))
                .onBlock("parameters", code -> Declared.read(script, code).forEach(this::declare))
                .onBlock("options", code -> options = new Wrappers(host, script, code))
                .onBlock("environment", code -> environment = new Variables(script, code))
                .onBlock("post", code -> post = new Post(host, script, code))
                .onBlock("triggers", code -> {})
                .onBlock("stages", code -> stages = Stage.all(host, script, code))
                .read(block);
    }

    private void declare(Symbolic parameter) {
        Binder binder = new Binder(host.registry()::find, host.strict(), host.console()::line);
        Class<?> kind = host.registry().find(BuildParameter.class, parameter.symbol());
        BuildParameter declared = (BuildParameter) Model.of(kind).make(parameter.arguments(), binder);
        host.parameters().declare(declared.name(), declared.byDefault());
    }

    /** @throws Throwable the first error, after all of {@code post} */
    public void run() throws Throwable {
        try {
            agent.around(() -> around(environment, () -> around(options, this::inside)));
        } catch (Throwable e) {
            error = error == null ? Scripts.unwrapped(e) : error;
        }
        if (!postRan) {
            post();
        }
        if (error != null) {
            throw error;
        }
    }

    private static void around(Variables variables, Block.Work work) throws Throwable {
        if (variables == null) {
            work.run();
        } else {
            variables.around(work);
        }
    }

    private static void around(Wrappers wrappers, Block.Work work) throws Throwable {
        if (wrappers == null) {
            work.run();
        } else {
            wrappers.around(work);
        }
    }

    private void inside() throws Throwable {
        error = new StageRunner(host, script, agent, options).sequence(stages, null);
        postRan = true;
        post();
        if (error != null) {
            throw error;
        }
    }

    private void post() {
        if (post == null || !post.hasSomethingToDo(error)) {
            return;
        }
        try {
            script.step("stage", "Declarative: Post Actions", new Block(script, () -> {
                error = post.run(error, agent);
            }));
        } catch (Throwable e) {
            error = error == null ? Scripts.unwrapped(e) : error;
        }
    }
}
