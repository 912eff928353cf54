package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;
import jenkins.model.CauseOfInterruption;

public final class FlowInterruptedException extends InterruptedException {
    public FlowInterruptedException(
            @NonNull Result result, boolean actualInterruption, @NonNull CauseOfInterruption... causes) {}

    @NonNull
    public Result getResult() {
        throw Offline.missing("FlowInterruptedException.getResult");
    }

    @NonNull
    public List<CauseOfInterruption> getCauses() {
        throw Offline.missing("FlowInterruptedException.getCauses");
    }

    public boolean isActualInterruption() {
        throw Offline.missing("FlowInterruptedException.isActualInterruption");
    }

    public void handle(Run<?, ?> run, TaskListener listener) {
        throw Offline.missing("FlowInterruptedException.handle");
    }
}
