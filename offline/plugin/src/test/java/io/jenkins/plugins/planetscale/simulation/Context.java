package io.jenkins.plugins.planetscale.simulation;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step knows of its build; written down as a reference. */
final class Context extends StepContext {
    private static final long serialVersionUID = 1L;

    final transient Session session;
    private final transient Build build;
    final transient String node;
    private final transient Node flowNode;

    Context(Session session, Build build, String node) {
        this.session = session;
        this.build = build;
        this.node = node;
        this.flowNode = new Node(node);
    }

    Build build() {
        return build;
    }

    /** Of an execution that a kill has left behind, nothing is heard any more. */
    private boolean isOfTheDead() {
        return session.isDead();
    }

    @Override
    public <T> T get(Class<T> key) {
        if (key == FlowNode.class) {
            return key.cast(flowNode);
        }
        if (key == Run.class) {
            return key.cast(build.run());
        }
        if (key == Job.class) {
            return key.cast(build.run().getParent());
        }
        if (key == EnvVars.class) {
            return key.cast(new EnvVars());
        }
        return key == TaskListener.class ? key.cast((TaskListener) build::logger) : null;
    }

    @Override
    public void onSuccess(Object result) {
        if (!isOfTheDead()) {
            build.interpreter().ended(this, result, null);
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (!isOfTheDead()) {
            build.interpreter().ended(this, null, cause);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return build.save(this);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new Body.Invoker(this);
    }

    private Object writeReplace() {
        return new Reference(build.id(), node);
    }

    private record Reference(String build, String node) implements Serializable {
        private Object readResolve() {
            return Simulation.current().build(build).context(node);
        }
    }

    private static final class Node extends FlowNode {
        Node(String id) {
            super(null, id);
        }

        @Override
        protected String getTypeDisplayName() {
            return getId();
        }
    }
}
