package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step made of what a Jenkinsfile says, as the step looks at it before Jenkins binds it. */
public final class GivenStep {
    private GivenStep() {}

    /** @throws WrongParameter where the step refuses it */
    public static Step of(Class<? extends Step> type, String function, Map<String, ?> given) throws Exception {
        Map<String, Object> fit = new TreeMap<>(GivenParameters.of(function, type, given));
        fit.computeIfPresent("gates", (name, value) -> settings(new GateSettings(), value));
        fit.computeIfPresent("approval", (name, value) -> settings(new ApprovalSettings(), value));
        try {
            return StepParametersOfflineTest.make(type, fit);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static Object settings(Object settings, Object given) {
        if (given instanceof Map<?, ?> map) {
            for (Method method : settings.getClass().getMethods()) {
                String name = method.getName().startsWith("set") ? method.getName().substring(3) : "";
                String key = name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
                if (method.isAnnotationPresent(DataBoundSetter.class) && map.containsKey(key)) {
                    try {
                        method.invoke(settings, map.get(key));
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            return settings;
        }
        return given;
    }
}
