package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.Step;

/** One line of a build's script. The script is made anew by the seed after a restart; only the place in it is kept. */
sealed interface Item {
    /**
     * A step of the plugin.
     *
     * @param step made when its turn comes
     * @param took what the script does with the step's value
     * @param block null for a step without one
     */
    record Call(String function, Function<Program, Step> step, BiConsumer<Program, Object> took, List<Item> block)
            implements Item {}

    /** Something that takes its time, as {@code sh} does: tests, a migration. */
    record Work(Duration takes, boolean fails) implements Item {}

    /** What the script does to a database with the password that it has, at once. */
    record Act(String what, Consumer<Program> deed) implements Item {}
}
