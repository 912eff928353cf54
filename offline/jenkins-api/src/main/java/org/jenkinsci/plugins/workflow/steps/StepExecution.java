package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;
import java.util.function.Consumer;

public abstract class StepExecution implements Serializable {
    private static final long serialVersionUID = 1L;

    private final StepContext context;

    protected StepExecution(@NonNull StepContext context) {
        this.context = context;
    }

    @NonNull
    public StepContext getContext() {
        return context;
    }

    public abstract boolean start() throws Exception;

    public void stop(@NonNull Throwable cause) throws Exception {
        getContext().onFailure(cause);
    }

    public void onResume() {
        // for those who override it
    }

    public static <T extends StepExecution> ListenableFuture<?> acceptAll(
            @NonNull Class<T> type, @NonNull Consumer<T> f) {
        for (StepExecution execution : Offline.controller().executions()) {
            if (type.isInstance(execution)) {
                f.accept(type.cast(execution));
            }
        }
        return Futures.immediateFuture(null);
    }

    @CheckForNull
    public String getStatus() {
        return null;
    }
}
