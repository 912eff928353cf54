package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.Scripts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** A {@code post} block: which of its conditions hold, and what they run, in Jenkins' order. */
final class Post {
    static final List<String> CONDITIONS = List.of(
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "failure",
            "success",
            "unstable",
            "unsuccessful",
            "notBuilt",
            "cleanup");

    private final Host host;
    private final Jenkinsfile script;
    private final Map<String, Closure<?>> blocks = new HashMap<>();

    Post(Host host, Jenkinsfile script, Closure<?> block) {
        this.host = host;
        this.script = script;
        Section section = new Section("post", script);
        CONDITIONS.forEach(name -> section.onBlock(name, code -> blocks.put(name, code)));
        section.read(block);
    }

    boolean hasSomethingToDo(Throwable error) {
        return CONDITIONS.stream().anyMatch(name -> blocks.containsKey(name) && holds(name, combined(error)));
    }

    /** Runs what is due; returns the first error, the given one before those of its own. */
    Throwable run(Throwable given, Agents agents) {
        Throwable error = given;
        for (String name : CONDITIONS) {
            Result before = host.run().getResult();
            Result logical = combined(error);
            Closure<?> code = blocks.get(name);
            if (code == null || !holds(name, logical)) {
                continue;
            }
            try {
                host.run().replaceResult(logical);
                agents.guard(() -> code.rehydrate(script, script, script).call());
            } catch (Throwable thrown) {
                Throwable e = Scripts.unwrapped(thrown);
                host.console().line("Error when executing " + name + " post condition:");
                e.toString().lines().forEach(host.console()::line);
                error = error == null ? e : error;
            } finally {
                if (host.run().getResult() == logical && logical != before) {
                    host.run().replaceResult(before);
                }
            }
        }
        return error;
    }

    private Result combined(Throwable error) {
        Result result =
                host.run().getResult() == null ? Result.SUCCESS : host.run().getResult();
        Result failed = Result.SUCCESS;
        if (error instanceof FlowInterruptedException interruption) {
            failed = interruption.getResult();
        } else if (error != null) {
            failed = Result.FAILURE;
        }
        return failed.isWorseThan(result) ? failed : result;
    }

    private static boolean holds(String condition, Result result) {
        return switch (condition) {
            case "always", "cleanup", "changed" -> true; // there is no build before
            case "aborted" -> result == Result.ABORTED;
            case "failure" -> result == Result.FAILURE;
            case "success" -> result == Result.SUCCESS;
            case "unstable" -> result == Result.UNSTABLE;
            case "unsuccessful" -> result != Result.SUCCESS;
            case "notBuilt" -> result == Result.NOT_BUILT;
            default -> false;
        };
    }
}
