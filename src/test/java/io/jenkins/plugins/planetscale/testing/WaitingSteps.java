package io.jenkins.plugins.planetscale.testing;

import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import io.jenkins.plugins.planetscale.steps.runtime.OperationSnapshot;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Looks into the steps that are running. */
public final class WaitingSteps {
    private WaitingSteps() {}

    /** Bytes of the snapshot of each step of this plugin, as persisted last. */
    public static List<Integer> snapshotSizes() throws Exception {
        List<OperationExecution<?, ?>> running = new ArrayList<>();
        StepExecution.acceptAll(OperationExecution.class, running::add).get();
        List<Integer> sizes = new ArrayList<>();
        for (OperationExecution<?, ?> execution : running) {
            DurableOperation driven = (DurableOperation) read(OperationExecution.class, "main", execution);
            sizes.add(((OperationSnapshot) read(DurableOperation.class, "snapshot", driven)).size());
        }
        return sizes;
    }

    private static Object read(Class<?> type, String field, Object of) throws ReflectiveOperationException {
        Field found = type.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(of);
    }
}
