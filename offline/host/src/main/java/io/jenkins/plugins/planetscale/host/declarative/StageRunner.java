package io.jenkins.plugins.planetscale.host.declarative;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the stages of Declarative Pipeline, as Jenkins' {@code ModelInterpreter} orders what a stage says. */
final class StageRunner {
    private final Host host;
    private final Jenkinsfile script;
    private final Agents root;
    private final Wrappers options;

    /** @param options of the pipeline; may be null */
    StageRunner(Host host, Jenkinsfile script, Agents root, Wrappers options) {
        this.host = host;
        this.script = script;
        this.root = root;
        this.options = options;
    }

    /** Runs one after the other; what comes after an error is skipped. Returns the first error. */
    Throwable sequence(List<Stage> stages, Throwable given) {
        return sequence(stages, given, root, null);
    }

    private Throwable sequence(List<Stage> stages, Throwable given, Agents around, String skipped) {
        Throwable error = given;
        for (Stage stage : stages) {
            try {
                run(stage, error, around, skipped);
            } catch (Throwable e) {
                error = error == null ? Scripts.unwrapped(e) : error;
            }
        }
        return error;
    }

    /** @param skipped why the stage around is skipped; null when it is not */
    private void run(Stage stage, Throwable before, Agents around, String skipped) {
        script.step("stage", stage.name, new Block(script, () -> {
            Throwable error = before;
            String reason = skipped != null ? skipped : reason(before);
            try {
                if (reason != null) {
                    skip(stage, reason, before, around);
                } else if (!perform(stage, around)) {
                    reason = "when conditional";
                    skip(stage, reason, null, around);
                }
            } catch (Throwable e) {
                error = error == null ? Scripts.unwrapped(e) : error;
            }
            if (reason == null && stage.parallel != null) {
                error = post(stage, error, around);
            }
            if (error != null) {
                throw error;
            }
        }));
    }

    private String reason(Throwable before) {
        if (before != null) {
            return "earlier failure(s)";
        }
        boolean unstable = host.run().getResult() == Result.UNSTABLE;
        return unstable && options != null && options.has(Wrappers.SKIP_AFTER_UNSTABLE)
                ? "earlier stage(s) marking the build as unstable"
                : null;
    }

    private void skip(Stage stage, String reason, Throwable error, Agents around) {
        host.console().line("Stage \"" + stage.name + "\" skipped due to " + reason);
        if (stage.parallel != null) {
            script.step("parallel", branches(stage, error, around, reason));
        } else if (stage.stages != null) {
            sequence(stage.stages, error, around, reason);
        }
    }

    /** Returns whether its conditions were met. */
    private boolean perform(Stage stage, Agents around) throws Throwable {
        if (stage.when != null && !stage.when.passesBeforeOptions()) {
            return false;
        }
        boolean[] met = {true};
        Block.Work work = () -> met[0] = inOptions(stage, around);
        if (stage.options == null) {
            work.run();
        } else {
            stage.options.around(work);
        }
        return met[0];
    }

    private boolean inOptions(Stage stage, Agents around) throws Throwable {
        if (stage.when != null && !stage.when.passesBeforeInput()) {
            return false;
        }
        boolean[] met = {true};
        input(stage, () -> met[0] = inInput(stage, around));
        return met[0];
    }

    private void input(Stage stage, Block.Work work) throws Throwable {
        if (stage.input == null) {
            work.run();
            return;
        }
        Object answer = script.step("input", stage.input);
        List<String> variables = new ArrayList<>();
        if (answer instanceof Map<?, ?> values) {
            values.forEach((name, value) -> variables.add(name + "=" + value));
        } else if (stage.input.get("submitterParameter") != null) {
            variables.add(stage.input.get("submitterParameter") + "=" + answer);
        } else if (stage.input.get("parameters") instanceof List<?> one && one.size() == 1) {
            Object name = ((Symbolic) one.get(0)).arguments().get("name");
            variables.add(name + "=" + answer);
        }
        if (variables.isEmpty()) {
            work.run();
        } else {
            script.step("withEnv", variables, new Block(script, work));
        }
    }

    private boolean inInput(Stage stage, Agents around) throws Throwable {
        boolean[] met = {true};
        if (stage.parallel != null) {
            if (stage.when != null && !stage.when.passes()) {
                return false;
            }
            inEnvironment(stage, () -> script.step("parallel", branches(stage, null, around, null)));
            return true;
        }
        if (stage.when != null && !stage.when.passesBeforeAgent()) {
            return false;
        }
        Block.Work work = () -> {
            if (stage.when != null && !stage.when.passes()) {
                met[0] = false;
                return;
            }
            inEnvironment(stage, () -> {
                if (stage.stages != null) {
                    Throwable nested = post(
                            stage,
                            sequence(stage.stages, null, stage.agent == null ? around : stage.agent, null),
                            around);
                    if (nested != null) {
                        throw nested;
                    }
                } else {
                    single(stage, around);
                }
            });
        };
        if (stage.agent == null) {
            work.run();
        } else {
            stage.agent.around(work);
        }
        return met[0];
    }

    private static void inEnvironment(Stage stage, Block.Work work) throws Throwable {
        if (stage.environment == null) {
            work.run();
        } else {
            stage.environment.around(work);
        }
    }

    private void single(Stage stage, Agents around) throws Throwable {
        Throwable error = null;
        Agents agent = stage.agent == null ? around : stage.agent;
        try {
            agent.guard(() -> stage.steps.rehydrate(script, script, script).call());
        } catch (Throwable e) {
            error = Scripts.unwrapped(e);
        }
        error = post(stage, error, around);
        if (error != null) {
            throw error;
        }
    }

    private Throwable post(Stage stage, Throwable error, Agents around) {
        if (stage.post == null || !stage.post.hasSomethingToDo(error)) {
            return error;
        }
        host.console().line("Post stage");
        return stage.post.run(error, stage.agent == null ? around : stage.agent);
    }

    private Map<String, Object> branches(Stage stage, Throwable error, Agents around, String skipped) {
        Map<String, Object> branches = new LinkedHashMap<>();
        for (Stage branch : stage.parallel) {
            branches.put(branch.name, new Block(script, () -> run(branch, error, around, skipped)));
        }
        if (stage.failFast || options != null && options.has(Wrappers.FAIL_FAST)) {
            branches.put("failFast", true);
        }
        return branches;
    }
}
