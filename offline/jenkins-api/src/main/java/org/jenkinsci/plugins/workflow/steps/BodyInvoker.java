package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Collection;

public abstract class BodyInvoker {
    public abstract BodyInvoker withContext(Object override);

    public BodyInvoker withContexts(Object... overrides) {
        throw Offline.missing("BodyInvoker.withContexts");
    }

    public BodyInvoker withContexts(Collection<?> overrides) {
        throw Offline.missing("BodyInvoker.withContexts");
    }

    public abstract BodyInvoker withDisplayName(@NonNull String name);

    public abstract BodyInvoker withCallback(BodyExecutionCallback callback);

    public final BodyInvoker withCallback(FutureCallback<Object> callback) {
        throw Offline.missing("BodyInvoker.withCallback");
    }

    public abstract BodyExecution start();

    public static ConsoleLogFilter mergeConsoleLogFilters(
            @CheckForNull ConsoleLogFilter original, @NonNull ConsoleLogFilter subsequent) {
        throw Offline.missing("BodyInvoker.mergeConsoleLogFilters");
    }
}
