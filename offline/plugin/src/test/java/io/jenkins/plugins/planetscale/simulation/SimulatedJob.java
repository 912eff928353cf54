package io.jenkins.plugins.planetscale.simulation;

import hudson.model.ItemGroup;
import hudson.model.Job;

/** A job with one build. */
final class SimulatedJob extends Job<SimulatedJob, BuildRun> {
    SimulatedJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }
}
