package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.function.Executable;

/**
 * Many builds of the same scripts at a time: one undisturbed, and one held at each exchange of the undisturbed one in
 * each way, so that one restart of the controller disturbs every exchange.
 */
final class DisturbedPipelines implements AutoCloseable {
    /** The undisturbed ones, by script. */
    final Map<String, DisturbedPipeline> calm = new TreeMap<>();

    final List<DisturbedPipeline> held = new ArrayList<>();

    private final Map<String, String> scripts;

    DisturbedPipelines() {
        this(Scripts.ALL);
    }

    DisturbedPipelines(Map<String, String> scripts) {
        this.scripts = scripts;
        scripts.forEach((name, script) -> calm.put(name, new DisturbedPipeline(name, script)));
    }

    /** Plans the disturbed ones, after the undisturbed have run. */
    void plan(DisturbedPipeline.Hold... holds) {
        calm.forEach((name, plot) -> {
            List<RecordedExchange> exchanges = plot.site.server.exchanges();
            List<RecordedExchange> asked = exchanges.subList(plot.first, exchanges.size());
            Set<ExchangePosition> places = new LinkedHashSet<>();
            for (int i = 1; i <= asked.size(); i++) {
                places.add(ExchangePosition.ofLast(asked.subList(0, i)));
            }
            for (ExchangePosition place : places) {
                for (DisturbedPipeline.Hold hold : holds) {
                    if (place.effect() || hold == DisturbedPipeline.Hold.BEFORE) { // a lost answer to a look is no look
                        held.add(new DisturbedPipeline(id(name, place, hold), scripts.get(name)).hold(hold, place));
                    }
                }
            }
        });
    }

    private static String id(String script, ExchangePosition place, DisturbedPipeline.Hold hold) {
        return script + "-" + place.effects() + (place.effect() ? "" : "-" + place.looks()) + "-"
                + hold.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LinkedHashMap<String, String> urls() {
        LinkedHashMap<String, String> urls = new LinkedHashMap<>();
        calm.values().forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        held.forEach(plot -> urls.put(plot.name, plot.site.server.url()));
        return urls;
    }

    static LinkedHashMap<String, String> scripts(Iterable<DisturbedPipeline> plots) {
        LinkedHashMap<String, String> scripts = new LinkedHashMap<>();
        plots.forEach(plot -> scripts.put(plot.name, plot.script()));
        return scripts;
    }

    void awaitHeld() {
        held.forEach(plot -> await(plot.where()).atMost(TestLimits.HANGING).until(plot::held));
    }

    void release() {
        held.forEach(DisturbedPipeline::release);
    }

    /** @param logs build logs by name */
    void assertNoDifference(Map<String, String> logs) {
        assertNoDifference(DisturbedPipeline::dump, logs);
    }

    /** @param dump what makes a difference */
    void assertNoDifference(Function<DisturbedPipeline, String> dump, Map<String, String> logs) {
        assertAll(held.stream().<Executable>map(plot -> () -> {
            DisturbedPipeline undisturbed = calm.get(plot.name.substring(0, plot.name.indexOf('-')));
            String log = logs.get(plot.name);
            assertEquals(dump.apply(undisturbed), dump.apply(plot), () -> plot.where() + "\n" + log);
            assertEquals(outcome(logs.get(undisturbed.name)), outcome(log), () -> plot.where() + "\n" + log);
        }));
    }

    private static String outcome(String log) {
        return log.lines().filter(line -> line.startsWith("outcome ")).toList()
                + log.lines()
                        .filter(line -> line.startsWith("Finished: "))
                        .toList()
                        .toString();
    }

    @Override
    public void close() {
        calm.values().forEach(DisturbedPipeline::close);
        held.forEach(DisturbedPipeline::close);
    }
}
