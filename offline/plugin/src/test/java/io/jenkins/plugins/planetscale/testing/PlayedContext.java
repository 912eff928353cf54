package io.jenkins.plugins.planetscale.testing;

import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step knows of its build; what it reports, and what is written down of it, whoever plays the build decides. */
public abstract class PlayedContext extends StepContext {
    private static final long serialVersionUID = 1L;

    protected final transient String id;
    private transient FlowNode node;

    protected PlayedContext(String id) {
        this.id = id;
        begin();
    }

    /** Another life of the controller: nothing that Pipeline made in the last one is there any more. */
    protected final void begin() {
        node = new Node(id);
    }

    protected abstract Run<?, ?> run();

    protected abstract TaskListener log();

    @Override
    public final <T> T get(Class<T> key) {
        if (key == FlowNode.class) {
            return key.cast(node);
        }
        if (key == Run.class) {
            return key.cast(run());
        }
        if (key == Job.class) {
            return key.cast(run().getParent());
        }
        if (key == EnvVars.class) {
            return key.cast(new EnvVars());
        }
        return key == TaskListener.class ? key.cast(log()) : null;
    }

    @Override
    public final boolean isReady() {
        return true;
    }

    @Override
    public final void setResult(Result result) {
        throw new UnsupportedOperationException();
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
