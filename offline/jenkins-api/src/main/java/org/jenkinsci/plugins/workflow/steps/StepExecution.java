package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;

public abstract class StepExecution implements Serializable {
    protected StepExecution(@NonNull StepContext context) {}

    @NonNull
    public StepContext getContext() {
        throw Offline.missing("StepExecution.getContext");
    }

    public abstract boolean start() throws Exception;

    public void stop(@NonNull Throwable cause) throws Exception {
        throw Offline.missing("StepExecution.stop");
    }

    public void onResume() {
        throw Offline.missing("StepExecution.onResume");
    }

    @CheckForNull
    public String getStatus() {
        throw Offline.missing("StepExecution.getStatus");
    }
}
