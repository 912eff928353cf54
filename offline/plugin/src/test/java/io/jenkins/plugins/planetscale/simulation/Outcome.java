package io.jenkins.plugins.planetscale.simulation;

import java.util.List;

/**
 * How a run came out.
 *
 * @param violation null for none
 * @param struck the disturbances that there were, by name, in order; each can be left out of a replay
 * @param story what happened, in order
 * @param trace the same for the same story
 */
record Outcome(
        long seed,
        Profile profile,
        Violation violation,
        List<String> struck,
        List<String> story,
        long trace,
        Figures figures) {}
