package io.jenkins.plugins.planetscale.simulation;

import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import java.util.List;

/** A build as the plugin sees it in one life of the controller. */
final class BuildRun extends Run<SimulatedJob, BuildRun> {
    private final Build build;
    private final int number;

    BuildRun(SimulatedJob job, Build build, int number) {
        super(job, 0);
        this.build = build;
        this.number = number;
    }

    @Override
    public int getNumber() {
        return number;
    }

    @Override
    public boolean isBuilding() {
        return !build.isOver() && !Simulation.current().planted().callsOver(build);
    }

    @Override
    public Result getResult() {
        return !build.isOver() ? null : build.failure() == null ? Result.SUCCESS : Result.FAILURE;
    }

    @Override
    public List<Cause> getCauses() {
        return List.of();
    }

    @Override
    public BuildRun getPreviousBuild() {
        return null;
    }

    @Override
    public void save() {
        build.saveActions();
    }
}
