package io.jenkins.plugins.planetscale.longrun;

import io.jenkins.plugins.planetscale.testing.PlayedContext;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** What a step knows of its build, and what is written down of it. */
final class LongContext extends PlayedContext {
    private static final long serialVersionUID = 1L;

    private final transient LongBuild build;
    transient StepExecution execution;
    transient LongBody body;
    private transient byte[] program;

    LongContext(LongBuild build, String node) {
        super(node);
        this.build = build;
    }

    LongBuild build() {
        return build;
    }

    /** The step as it was written down. */
    void load() {
        begin();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(program))) {
            execution = (StepExecution) in.readObject();
            body = (LongBody) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Run<?, ?> run() {
        return build.run();
    }

    @Override
    protected TaskListener log() {
        return TaskListener.NULL;
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
}
