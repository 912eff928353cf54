package io.jenkins.plugins.planetscale.testing;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.service.PersistentList;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequirements;
import io.jenkins.plugins.planetscale.steps.decision.PendingDecisions;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.jvnet.hudson.test.JenkinsRule;

/** Makes a Jenkins as new as its tests can tell: no build, job, credential, connection, user or right is left. */
final class JenkinsReset {
    private JenkinsReset() {}

    static void reset(JenkinsRule rule) throws Exception {
        Jenkins jenkins = rule.jenkins;
        jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.setProxy(null);
        jenkins.getQueue().clear();
        for (Computer computer : jenkins.getComputers()) {
            List<Executor> executors = new ArrayList<>(computer.getExecutors());
            executors.addAll(computer.getOneOffExecutors());
            executors.stream().filter(Executor::isBusy).forEach(executor -> executor.interrupt(Result.ABORTED));
        }
        for (TopLevelItem item : new ArrayList<>(jenkins.getItemMap().values())) {
            item.delete(); // waits for its builds
        }
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(Map.of(Domain.global(), List.of()));
        SystemCredentialsProvider.getInstance().save();
        PlanetScaleConfiguration.get().setConnections(List.of());
        for (User user : new ArrayList<>(User.getAll())) {
            user.delete();
        }
        for (Class<?> keeper : List.of(EphemeralRegistry.class, ApprovalRequirements.class, PendingDecisions.class)) {
            forgetLists(ExtensionList.lookupSingleton(keeper));
        }
        forgetSemaphores(jenkins);
    }

    /** The files in JENKINS_HOME that outlive builds. */
    private static void forgetLists(Object extension) throws Exception {
        for (Field field : extension.getClass().getDeclaredFields()) {
            if (field.getType() == PersistentList.class) {
                field.setAccessible(true);
                ((PersistentList<?>) field.get(extension)).change(List::clear);
            }
        }
    }

    /** They are counted by name, and each test counts from 1. */
    private static void forgetSemaphores(Jenkins jenkins) throws Exception {
        for (Class<?> nested : SemaphoreStep.class.getDeclaredClasses()) {
            for (Field field : nested.getDeclaredFields()) {
                if (field.getName().equals("states")) {
                    field.setAccessible(true);
                    ((Map<?, ?>) field.get(null)).remove(jenkins.getRootDir());
                }
            }
        }
    }
}
