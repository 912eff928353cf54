package org.jenkinsci.plugins.workflow.steps;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

public abstract class BodyExecution implements Future<Object>, Serializable {
    public abstract Collection<StepExecution> getCurrentExecutions();

    @Deprecated
    public boolean cancel(boolean b) {
        return cancel(new CancellationException());
    }

    public boolean cancel(Throwable t) {
        throw Offline.missing("BodyExecution.cancel");
    }
}
