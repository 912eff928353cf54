package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;

public abstract class BodyExecutionCallback implements Serializable {
    public void onStart(StepContext context) {
        throw Offline.missing("BodyExecutionCallback.onStart");
    }

    public abstract void onSuccess(StepContext context, Object result);

    public abstract void onFailure(StepContext context, Throwable t);

    public static BodyExecutionCallback wrap(FutureCallback<Object> v) {
        throw Offline.missing("BodyExecutionCallback.wrap");
    }

    public abstract static class TailCall extends BodyExecutionCallback {
        public final void onSuccess(StepContext context, Object result) {
            throw Offline.missing("BodyExecutionCallback.TailCall.onSuccess");
        }

        public void onFailure(StepContext context, Throwable t) {
            throw Offline.missing("BodyExecutionCallback.TailCall.onFailure");
        }
    }
}
