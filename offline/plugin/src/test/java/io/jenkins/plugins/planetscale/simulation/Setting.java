package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;

/** Who comes when: the builds, one after the other or at once, and the people. */
final class Setting {
    private final Simulation simulation;
    private final Draw draw;

    Setting(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
    }

    void begin() {
        People people = new People(simulation, draw);
        boolean together = draw.chance(0.5, "together");
        for (Build build : simulation.builds()) {
            Duration when = together
                    ? draw.spread(Duration.ofMillis(10), Duration.ofSeconds(2), "begins", build.id())
                    : draw.spread(Duration.ofSeconds(1), Duration.ofHours(1), "begins", build.id());
            begin(build, when);
            people.meddle(build, when);
            simulation.decisions().watch(build, when);
        }
    }

    private void begin(Build build, Duration when) {
        simulation.queue().in(when, "begins", () -> {
            if (simulation.isUp()) {
                simulation.start(build);
            } else {
                begin(build, Duration.ofMinutes(1));
            }
        });
    }
}
