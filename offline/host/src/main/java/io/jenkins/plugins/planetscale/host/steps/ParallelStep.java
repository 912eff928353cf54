package io.jenkins.plugins.planetscale.host.steps;

import groovy.lang.Closure;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.run.Because;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code parallel a: { … }, b: { … }, failFast: true}. */
public final class ParallelStep extends Step {
    private final Map<String, Object> branches;

    /** @param branches blocks by name, and {@code failFast} */
    @DataBoundConstructor
    public ParallelStep(Map<String, Object> branches) {
        this.branches = branches;
    }

    @Override
    public StepExecution start(StepContext context) {
        Map<String, Closure<?>> blocks = new LinkedHashMap<>();
        boolean failFast = false;
        for (Map.Entry<String, Object> branch : branches.entrySet()) {
            if (branch.getKey().equals("failFast") && branch.getValue() instanceof Boolean wanted) {
                failFast = wanted;
            } else if (branch.getValue() instanceof Closure<?> block) {
                blocks.put(branch.getKey(), block);
            } else {
                throw new IllegalArgumentException(
                        "Expected a closure or failFast but found " + branch.getKey() + "=" + branch.getValue());
            }
        }
        return new Execution(context, blocks, failFast);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, Closure<?>> blocks;
        private final boolean failFast;
        private final transient Map<String, BodyExecution> bodies = new LinkedHashMap<>();
        private final transient Map<String, Object> results = new LinkedHashMap<>();
        private final transient Set<Throwable> failures = new LinkedHashSet<>();
        private int left;
        private boolean stopSent;

        Execution(StepContext context, Map<String, Closure<?>> blocks, boolean failFast) {
            super(context);
            this.blocks = blocks;
            this.failFast = failFast;
            this.left = blocks.size();
        }

        @Override
        public boolean start() {
            if (blocks.isEmpty()) {
                getContext().onSuccess(Map.of());
                return true;
            }
            HostContext context = (HostContext) getContext();
            blocks.forEach((name, block) -> bodies.put(
                    name,
                    context.newBodyInvoker(block)
                            .withDisplayName("Branch: " + name)
                            .withCallback(new End(name))
                            .start()));
            return false;
        }

        @Override
        public void stop(Throwable cause) {
            bodies.values().forEach(body -> body.cancel(cause));
        }

        private void ended() {
            left--;
            if (left > 0) {
                return;
            }
            if (failures.isEmpty()) {
                getContext().onSuccess(results);
                return;
            }
            List<Throwable> sorted = new ArrayList<>(failures);
            if (!failFast) {
                sorted.sort(Comparator.comparingInt(Execution::rank)); // stable: earlier ones are worse
            }
            Throwable worst = sorted.get(0);
            sorted.stream().skip(1).forEach(worst::addSuppressed);
            getContext().onFailure(worst);
        }

        private static int rank(Throwable failure) {
            if (failure instanceof FlowInterruptedException interruption) {
                return interruption.getResult().isWorseThan(Result.FAILURE) ? 2 : 3;
            }
            return failure instanceof AbortException ? 1 : 0;
        }

        private final class End extends BodyExecutionCallback {
            private static final long serialVersionUID = 1L;

            private final String name;

            End(String name) {
                this.name = name;
            }

            @Override
            public void onSuccess(StepContext context, Object result) {
                results.put(name, result);
                ended();
            }

            @Override
            public void onFailure(StepContext context, Throwable failure) {
                try {
                    Now.say(getContext(), "Failed in branch " + name);
                } catch (IOException | InterruptedException e) {
                    failure.addSuppressed(e);
                }
                failures.add(failure);
                if (failFast && left > 1 && !stopSent) {
                    stopSent = true;
                    stop(new FlowInterruptedException(Result.ABORTED, true, new Because("Failed in branch " + name)));
                }
                ended();
            }
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("parallel", false);
        }
    }
}
