package io.jenkins.plugins.planetscale.testing;

import hudson.model.AsyncPeriodicWork;
import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsExtension;

/** See {@link WithSharedJenkins}. */
final class SharedJenkins implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedJenkins.class);

    private final JenkinsExtension jenkins = new JenkinsExtension();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return jenkins.supportsParameter(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass = ofClass(context);
        return ofClass.getStore(NAMESPACE).getOrComputeIfAbsent(JenkinsRule.class, key -> started(parameter, ofClass));
    }

    private Object started(ParameterContext parameter, ExtensionContext context) {
        Object rule = jenkins.resolveParameter(parameter, context);
        holdSweeper();
        return rule;
    }

    /**
     * Lets the sweeper run only where a test calls it. By itself it begins two minutes after the start by the real clock,
     * which on a slow machine is in the middle of a test that has left something behind to be looked at.
     */
    private static void holdSweeper() {
        try {
            Field running = AsyncPeriodicWork.class.getDeclaredField("thread");
            running.setAccessible(true);
            running.set(OrphanSweeper.get(), Thread.currentThread()); // as if it ran: it does not begin twice
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        JenkinsRule rule = ofClass(context).getStore(NAMESPACE).get(JenkinsRule.class, JenkinsRule.class);
        if (rule != null) {
            JenkinsReset.reset(rule);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        jenkins.afterEach(context); // which ends the one of the context
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext one = context;
        while (one.getTestMethod().isPresent() || one.getTestClass().isEmpty()) {
            one = one.getParent().orElseThrow();
        }
        return one;
    }
}
