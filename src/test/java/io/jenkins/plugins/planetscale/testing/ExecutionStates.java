package io.jenkins.plugins.planetscale.testing;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Brings a step into a state that a program can be written down in and that lasts too short for a test to hit. */
public final class ExecutionStates {
    private ExecutionStates() {}

    public static Object get(Class<?> where, Object of, String field) throws ReflectiveOperationException {
        return field(where, field).get(of);
    }

    public static void set(Class<?> where, Object of, String field, Object value) throws ReflectiveOperationException {
        field(where, field).set(of, value);
    }

    private static Field field(Class<?> where, String name) throws NoSuchFieldException {
        Field field = where.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** The executions of that kind that run. */
    public static <T extends StepExecution> List<T> executions(Class<T> kind) throws Exception {
        List<T> found = Collections.synchronizedList(new ArrayList<>());
        StepExecution.acceptAll(kind, found::add).get();
        return found;
    }
}
