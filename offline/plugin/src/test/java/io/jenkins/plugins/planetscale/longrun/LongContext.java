package io.jenkins.plugins.planetscale.longrun;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** What a step knows of its build, and what is written down of it. */
final class LongContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient LongBuild build;
    private final transient String node;
    transient StepExecution execution;
    transient LongBody body;
    private transient byte[] program;

    LongContext(LongBuild build, String node) {
        this.build = build;
        this.node = node;
    }

    LongBuild build() {
        return build;
    }

    /** The step as it was written down. */
    void load() {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(program))) {
            execution = (StepExecution) in.readObject();
            body = (LongBody) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> T get(Class<T> key) {
        if (key == FlowNode.class) {
            return key.cast(new Node(node));
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
        return key == TaskListener.class ? key.cast(TaskListener.NULL) : null;
    }

    @Override
    public void onSuccess(Object result) {
        build.ended(this, result, null);
    }

    @Override
    public void onFailure(Throwable cause) {
        build.ended(this, null, cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
            out.writeObject(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program = bytes.toByteArray();
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        body = new LongBody(this);
        return body.invoker();
    }

    private Object writeReplace() {
        return new Reference(build.number);
    }

    private record Reference(int build) implements Serializable {
        private Object readResolve() {
            return LongRun.build(build).step();
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
